import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { unseen } from "./check-boundaries.ts";
import { ROOT } from "./root.ts";
import { aFolder, run } from "./testing.ts";

const CHECK = join(ROOT, "scripts/check-boundaries.ts");

/** Folders of the fixture's packages: one that the product may use, one for development alone. */
const PACKAGES = {
  "package.json": JSON.stringify({ type: "module", dependencies: { react: "1.0.0", ws: "1.0.0" }, devDependencies: { vitest: "1.0.0" } }),
  ...Object.fromEntries(
    ["react", "ws", "vitest"].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" })],
      [`node_modules/${name}/index.js`, ""],
    ]),
  ),
};

/** A house with these arrows, each from a file to what it imports; what they lead to is there. */
function aHouse(arrows: readonly (readonly [from: string, to: string])[]): string {
  const files: Record<string, string> = { ...PACKAGES };
  for (const [from, to] of arrows) {
    const isOurs = to.includes("/");
    if (isOurs) files[to] ??= "export const x = 1;\n";
    const specifier = isOurs ? "../".repeat(from.split("/").length - 1) + to : to;
    files[from] = `${files[from] ?? ""}import "${specifier.startsWith(".") || !isOurs ? specifier : `./${specifier}`}";\n`;
  }
  return aFolder(files);
}

/** How the check names what an import leads to. */
const named = (to: string) => (/^(ws|react|vitest)$/.test(to) ? `node_modules/${to}/index.js` : to.replace(/^node:/, ""));

/** The arrows that the check complains of. */
async function wrongArrows(arrows: readonly (readonly [string, string])[]): Promise<string[]> {
  const { output } = await run(CHECK, [aHouse(arrows)]);
  return asText(arrows).filter((arrow) => output.includes(`${arrow}: `));
}

const asText = (arrows: readonly (readonly [string, string])[]) => arrows.map(([from, to]) => `${from} → ${named(to)}`);

test("HOUSE-001 the arrows of the house are allowed", async () => {
  const { code, output } = await run(CHECK, [
    aHouse([
      ["bff/engine/engine.ts", "bff/contract/tables.ts"],
      ["bff/exchange/index.ts", "bff/engine/engine.ts"],
      ["bff/exchange/index.ts", "node:fs"],
      ["bff/identity/index.ts", "bff/mail/outbox.ts"],
      ["bff/wallet/index.ts", "bff/exchange/index.ts"],
      ["bff/http/server.ts", "bff/exchange/index.ts"],
      ["bff/http/server.ts", "bff/identity/index.ts"],
      ["bff/http/server.ts", "ws"],
      ["bff/http/server.test.ts", "bff/http/server.ts"],
      ["bff/http/server.test.ts", "bff/identity/testing.ts"],
      ["bff/http/server.test.ts", "vitest"],
      ["bff/engine/engine.test.ts", "node:fs"],
      ["bff/main.ts", "bff/main/settings.ts"],
      ["bff/main/settings.ts", "bff/exchange/journal.ts"],
      ["conformance/ccxt.test.ts", "bff/main.ts"],
      ["src/main.tsx", "src/app/shell.tsx"],
      ["src/app/shell.tsx", "src/features/trade/ticket.tsx"],
      ["src/features/trade/ticket.tsx", "src/stores/draft.ts"],
      ["src/features/trade/ticket.tsx", "bff/contract/prices.ts"],
      ["src/features/trade/ticket.tsx", "react"],
      ["src/stores/draft.ts", "src/market/book.ts"],
      ["src/features/trade/ticket.tsx", "src/texts/ticket.ts"],
      ["src/market/words.ts", "src/texts/orders.ts"],
      ["src/texts/ticket.ts", "src/texts/sentence.ts"],
    ]),
  ]);
  expect(output).toMatch(/, 0 faults\n$/);
  expect(code).toBe(0);
});

test("HOUSE-001 a planted wrong import fails the check, wherever it is planted", async () => {
  const planted = [
    ["bff/contract/tables.ts", "bff/engine/slots.ts"],
    ["bff/contract/tables.ts", "node:crypto"],
    ["bff/engine/engine.ts", "bff/exchange/journal.ts"],
    ["bff/engine/engine.ts", "node:fs"],
    ["bff/engine/engine.ts", "ws"],
    ["bff/exchange/index.ts", "bff/history/store.ts"],
    ["bff/history/store.ts", "bff/exchange/index.ts"],
    ["bff/wallet/index.ts", "bff/exchange/journal.ts"],
    ["bff/chat/index.ts", "bff/identity/index.ts"],
    ["bff/http/server.ts", "bff/exchange/journal.ts"],
    ["bff/http/server.ts", "bff/engine/slots.ts"],
    ["bff/http/server.ts", "bff/realtime/socket.ts"],
    ["bff/http/server.ts", "bff/main.ts"],
    ["bff/http/server.ts", "bff/identity/people.test.ts"],
    ["bff/http/server.ts", "vitest"],
    ["bff/realtime/socket.ts", "bff/engine/slots.ts"],
    ["bff/operator/cli.ts", "bff/exchange/journal.ts"],
    ["bff/operator/cli.ts", "unheard-of"],
    ["bff/demo/main.ts", "bff/contract/signature.ts"],
    ["bff/demo/main.ts", "bff/http/server.ts"],
    ["bff/newcomer/index.ts", "bff/contract/tables.ts"],
    ["e2e/trade.spec.ts", "bff/exchange/index.ts"],
    ["src/features/trade/ticket.tsx", "src/features/wallet/funds.ts"],
    ["src/features/trade/ticket.tsx", "bff/engine/engine.ts"],
    ["src/features/trade/ticket.tsx", "src/app/shell.tsx"],
    ["src/market/book.ts", "react"],
    ["src/stream/socket.ts", "src/stores/draft.ts"],
    ["src/paint/scheduler.ts", "src/ui/button.tsx"],
    ["src/ui/button.tsx", "node:fs"],
    ["src/texts/book.ts", "src/market/figures.ts"],
    ["src/texts/ticket.ts", "bff/contract/errors.ts"],
    ["bff/mail/letters.ts", "src/texts/links.ts"],
  ] as const;
  expect(await wrongArrows(planted)).toEqual(asText(planted));
});

test("HOUSE-001 the contract's types alone may be imported where only they are known", async () => {
  const folder = aFolder({
    ...PACKAGES,
    "bff/contract/order.ts": "export interface Order { readonly price: number }\n",
    "bff/demo/main.ts": 'import type { Order } from "../contract/order.ts";\nexport const order: Order = { price: 1 };\n',
  });
  expect((await run(CHECK, [folder])).output).toBe("2 modules, 0 faults\n");
});

test("HOUSE-001 a cycle fails the check, also one of types", async () => {
  const folder = aFolder({
    ...PACKAGES,
    "bff/engine/a.ts": 'import type { B } from "./b.ts";\nexport type A = B;\n',
    "bff/engine/b.ts": 'import type { A } from "./a.ts";\nexport type B = A | 1;\n',
  });
  const { code, output } = await run(CHECK, [folder]);
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining("no cycles") });
});

test("HOUSE-001 the check fails when its reader of TypeScript is missing and it sees nothing", async () => {
  const house = aHouse([["bff/http/server.ts", "bff/identity/index.ts"]]);
  const withoutReader = aFolder({
    "hook.mjs": `import { registerHooks } from "node:module";
      registerHooks({ resolve(name, context, next) { if (name.startsWith("@swc/core")) throw new Error("absent"); return next(name, context); } });`,
  });
  const { code, output } = await run("--import", [pathToFileURL(join(withoutReader, "hook.mjs")).href, CHECK, house]);
  expect(output).toContain("bff/http/server.ts was not seen\n");
  expect(code).toBe(1);
});

test("HOUSE-001 files that were not seen, or whose imports were not, are faults", () => {
  const files = [
    { path: "a.ts", text: 'import { b } from "./b.ts";\n' },
    { path: "b.ts", text: "export const b = 1;\n" },
    { path: "c.ts", text: 'import {\n  a,\n} from "./a.ts";\n' },
    { path: "d.ts", text: 'import fs from "node:fs";\nconst up = "../";\n' },
  ];
  const seen = [
    { source: "a.ts", dependencies: [] },
    { source: "c.ts", dependencies: [] },
    { source: "d.ts", dependencies: [] },
  ];
  expect(unseen(files, seen)).toEqual(["no import was seen in a.ts", "b.ts was not seen", "no import was seen in c.ts"]);
  expect(unseen(files.slice(1, 2), [{ source: "b.ts", dependencies: [] }])).toEqual([]);
});
