import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Where `npm run dev` finds the exchange; the app itself only ever knows its own origin. */
const exchange = process.env["FAIRMARK_BFF"] ?? "http://localhost:3000";

/** Names what the app is made of, for the worker that keeps it; maps and fonts of scripts that nobody here reads are left out. */
const listFiles: Plugin = {
  name: "list-files",
  generateBundle(_options, bundle) {
    const files = Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name) || /latin-(wght|400)-normal-.*\.woff2$/.test(name));
    const source = JSON.stringify([...files.map((name) => `/${name}`).sort(), "/theme.js", "/favicon.svg"]);
    this.emitFile({ type: "asset", fileName: "shell.json", source });
  },
};

export default defineConfig({
  plugins: [react(), listFiles],
  build: {
    target: "es2023",
    // The content security policy allows files of our own origin alone: nothing may be inlined into the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What counts is what travels: a test holds the first page to its budget of compressed bytes.
    chunkSizeWarningLimit: 800,
  },
  server: {
    host: "localhost",
    proxy: { "/api": exchange, "/realtime": { target: exchange.replace(/^http/, "ws"), ws: true } },
  },
});
