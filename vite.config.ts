import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where `npm run dev` finds the exchange; the app itself only ever knows its own origin. */
const exchange = process.env["FAIRMARK_BFF"] ?? "http://localhost:3000";

export default defineConfig({
  plugins: [react()],
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
