import { expect, test } from "vitest";
import { openHouse } from "./house.ts";

const house = await openHouse();
const get = (path: string) => house.anybody.send("GET", path);

test("API-014 the explorer is a page under the site's policy, and nothing in it is inline or from elsewhere", async () => {
  for (const path of ["/api/explorer", "/api/explorer/"]) {
    const { status, headers, text } = await get(path);
    expect([status, headers["content-type"], headers["x-frame-options"]]).toEqual([200, "text/html; charset=utf-8", "DENY"]);
    const policy = String(headers["content-security-policy"]);
    for (const rule of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "require-trusted-types-for 'script'"])
      expect(policy.split("; ")).toContain(rule);
    expect(policy).not.toContain("unsafe");
    expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/i);
    const addresses = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = ""]) => address);
    for (const address of addresses) expect(address).toMatch(/^\/(?!\/)/);
    expect(addresses).toEqual(expect.arrayContaining(["/api/explorer/explorer.js", "/api/explorer/explorer.css"]));
  }
});

test("API-014 ASVS-13.4.1 ASVS-13.4.3 its parts are served as what they are, and nothing else lies beside them", async () => {
  for (const [path, type] of [
    ["/api/explorer/explorer.js", "text/javascript; charset=utf-8"],
    ["/api/explorer/explorer.css", "text/css; charset=utf-8"],
  ] as const) {
    const { status, headers } = await get(path);
    expect([status, headers["content-type"], headers["x-content-type-options"]]).toEqual([200, type, "nosniff"]);
  }
  for (const path of ["/api/explorer/serve-explorer.ts", "/api/explorer/..%2fapp.ts", "/api/explorer/explorer.html"])
    expect((await get(path)).status, path).toBe(404);
});
