import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Where `npm run dev` finds the exchange; the app itself only ever knows its own origin. */
const exchange = process.env["FAIRMARK_BFF"] ?? "http://localhost:3000";

/** Names what the app is made of, for the worker that keeps it; maps, fonts of scripts that nobody here reads, and the lists
 * of passwords, which weigh more than all of it, are left out. */
const listFiles: Plugin = {
  name: "list-files",
  enforce: "post",
  generateBundle: {
    // Last of all: the page's own entry is taken out when it turns out to be nothing but imports.
    order: "post",
    handler(_options, bundle) {
      const files = Object.keys(bundle).filter(
        (name) => (/\.(js|css)$/.test(name) && !/password-worker/.test(name)) || /latin-(wght|400)-normal-.*\.woff2$/.test(name),
      );
      const source = JSON.stringify([...files.map((name) => `/${name}`).sort(), "/theme.js", "/favicon.svg"]);
      this.emitFile({ type: "asset", fileName: "shell.json", source });
    },
  },
};

/** Where the page begins. */
const ENTRY = /\/src\/main\.tsx$/;

/**
 * Names the one chunk of all that the entry imports at once, through and through. Left alone it falls into a dozen small
 * files, for pages that come later share parts of it, and a browser has six connections to fetch them by.
 */
function firstChunk(id: string, graph: { getModuleInfo: (id: string) => { readonly importers: readonly string[] } | null }): string | null {
  const above = new Set([id]);
  for (const module of above) {
    if (ENTRY.test(module)) return "first";
    for (const importer of graph.getModuleInfo(module)?.importers ?? []) above.add(importer);
  }
  return null;
}

export default defineConfig({
  plugins: [react(), listFiles],
  build: {
    target: "es2023",
    // The content security policy allows files of our own origin alone: nothing may be inlined into the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      // Texts are constants of the catalogue; each is written out where it is used.
      optimization: { inlineConst: { mode: "all", pass: 2 } },
      output: { codeSplitting: { groups: [{ name: firstChunk, debugName: "first" }] } },
    },
    // What counts is what travels: a test holds the first page to its budget of compressed bytes.
    chunkSizeWarningLimit: 800,
  },
  server: {
    host: "localhost",
    proxy: { "/api": exchange, "/realtime": { target: exchange.replace(/^http/, "ws"), ws: true } },
  },
});
