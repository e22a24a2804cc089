import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, posix, relative, sep } from "node:path";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { pageHeaders } from "./security-headers.ts";
import type { SiteSettings } from "./services.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
/** Behind the names of files that the build has compressed. */
const BROTLI = ".br";
const GZIP = ".gz";

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly gzip: Buffer | null;
  readonly brotli: Buffer | null;
  /** Files named by their content never change. */
  readonly isHashed: boolean;
}

/** The built app, read once: a small number of files that are served from memory, compressed as the build left them. */
export function readSite(folder: string): ReadonlyMap<string, Asset> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const isServed = ({ name }: { name: string }) => !name.startsWith(".") && ![BROTLI, GZIP].includes(extname(name));
  return new Map(
    files.filter(isServed).map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const url = `/${relative(folder, path).split(sep).join(posix.sep)}`;
      return [url, readAsset(path, url)];
    }),
  );
}

function readAsset(path: string, url: string): Asset {
  const compressed = (suffix: string) => (existsSync(path + suffix) ? readFileSync(path + suffix) : null);
  return {
    type: TYPES[extname(path)] ?? "application/octet-stream",
    plain: readFileSync(path),
    gzip: compressed(GZIP),
    brotli: compressed(BROTLI),
    isHashed: url.startsWith("/assets/"),
  };
}

/** A path that could be a page of the app: its own router decides. */
const isPage = (path: string) => /^\/(?!\/)/.test(path) && extname(path) === "" && !/^\/(api|realtime)(\/|$)/.test(path);

/** Serves the app: its files, and its one page for every address that is no file. */
export function serveSite(app: FastifyInstance, site: ReadonlyMap<string, Asset>, settings: SiteSettings): void {
  app.site = (request, reply) => {
    const isRead = request.method === "GET" || request.method === "HEAD";
    const path = request.url.split(/[?#]/, 1)[0] as string;
    const asset = isRead ? (site.get(path) ?? (isPage(path) ? site.get("/index.html") : undefined)) : undefined;
    if (asset === undefined) return false;
    const elsewhere = asset.type.startsWith("text/html") ? pageElsewhere(request, settings) : null;
    if (elsewhere === null) sendAsset(request, reply, asset, settings);
    else reply.redirect(elsewhere, 307);
    return true;
  };
}

/** Passkeys refuse IP addresses, so a page that was asked for at one is sent to the name. */
function pageElsewhere(request: FastifyRequest, settings: SiteSettings): string | null {
  const { hostname, host } = new URL(settings.origin);
  if (hostname !== "localhost" || request.headers.host === undefined) return null;
  const [asked] = request.headers.host.split(":");
  return asked === "127.0.0.1" ? `http://${host}${request.url}` : null;
}

function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset, settings: SiteSettings): FastifyReply {
  const isHtml = asset.type.startsWith("text/html");
  reply.header("content-type", asset.type);
  reply.header("cache-control", asset.isHashed ? "public, max-age=31536000, immutable" : isHtml ? "no-store" : "no-cache");
  if (isHtml) {
    reply.headers(pageHeaders(settings));
  }
  const accepts = String(request.headers["accept-encoding"] ?? "");
  reply.header("vary", "accept-encoding");
  if (asset.brotli !== null && /\bbr\b/.test(accepts)) return reply.header("content-encoding", "br").send(asset.brotli);
  if (asset.gzip !== null && /\bgzip\b/.test(accepts)) return reply.header("content-encoding", "gzip").send(asset.gzip);
  return reply.send(asset.plain);
}
