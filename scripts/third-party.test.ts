import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./root.ts";
import { licencesPage, thirdParties } from "./third-party.ts";

test("WEB-003 the licences page names every package that the product runs on, each with its terms", () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    readonly dependencies: Record<string, string>;
  };
  const found = new Map(thirdParties(ROOT).map((one) => [one.name, one]));
  for (const [name, version] of Object.entries(dependencies)) expect([name, found.get(name)?.version]).toEqual([name, version]);
  expect([...found.values()].filter(({ licence }) => licence === "not stated").map(({ name }) => name)).toEqual([]);
  const page = licencesPage(ROOT);
  expect(page).toContain("lightweight-charts");
  expect(page).toContain("Permission is hereby granted, free of charge");
});

test("WEB-003 the bill of materials lists what is shipped and nothing that only tests need", () => {
  const bom = JSON.parse(
    execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev"], {
      cwd: ROOT,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  ) as {
    readonly bomFormat: string;
    readonly components: readonly { readonly name: string; readonly version: string; readonly purl: string }[];
  };
  expect(bom.bomFormat).toBe("CycloneDX");
  const names = bom.components.map(({ name }) => name);
  expect(names).toContain("fastify");
  expect(names).not.toContain("vitest");
  for (const { purl } of bom.components) expect(purl).toMatch(/^pkg:npm\//);
});
