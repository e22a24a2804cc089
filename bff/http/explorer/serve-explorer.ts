import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { pageHeaders } from "../security-headers.ts";
import type { SiteSettings } from "../services.ts";

/** Where the page and its parts are found. The page itself is the same for every exchange; the document tells it the rest. */
const PARTS: readonly (readonly [url: string, file: string, type: string])[] = [
  ["/api/explorer", "explorer.html", "text/html; charset=utf-8"],
  ["/api/explorer/", "explorer.html", "text/html; charset=utf-8"],
  ["/api/explorer/explorer.css", "explorer.css", "text/css; charset=utf-8"],
  ["/api/explorer/explorer.js", "explorer.js", "text/javascript; charset=utf-8"],
];

/** Serves the interactive documentation: a page that calls this API as any program does, from the browser. */
export function serveExplorer(app: FastifyInstance, settings: SiteSettings): void {
  for (const [url, file, type] of PARTS) {
    const text = readFileSync(join(import.meta.dirname, file), "utf8");
    app.get(url, async (_request, reply) => {
      reply.header("cache-control", "no-cache");
      if (type.startsWith("text/html")) {
        reply.headers(pageHeaders(settings));
      }
      return reply.type(type).send(text);
    });
  }
}
