import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, type TestContext, test, vi } from "vitest";
import type { Key } from "./client.ts";
import { openHouse } from "./house.ts";
import type { Row } from "./socket.ts";

/** The clients of the guide are taken out of it and run as they stand there. */
const GUIDE = readFileSync(join(import.meta.dirname, "../docs/bots.md"), "utf8");
const blocks = (language: string) =>
  [...GUIDE.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, code = ""]) => code);

const house = await openHouse();
const maker = await house.trader("maker");
const folder = mkdtempSync(join(tmpdir(), "fairmark-bots-"));
const running: ChildProcess[] = [];
afterAll(() => {
  for (const child of running) child.kill();
  rmSync(folder, { recursive: true, force: true });
});

const ORDER = { symbol: "XBTUSD", side: "Buy", orderQty: 100, price: 59_000 };
const TOPICS = ["order", "orderBookL2:XBTUSD", "trade:XBTUSD", "instrument:XBTUSD", "position", "margin"];

const LANGUAGES = [
  {
    name: "TypeScript",
    file: "bot.ts",
    program: process.execPath,
    use: `const bot = tableClient(process.env.BASE!, process.env.KEY!, process.env.SECRET!);
bot.follow(${JSON.stringify(TOPICS)}, () => console.log(JSON.stringify(bot.tables)));
await bot.send("POST", "/api/v1/order", ${JSON.stringify(ORDER)});
`,
  },
  {
    name: "Python",
    file: "bot.py",
    program: "python3",
    use: `bot = TableClient(os.environ["BASE"], os.environ["KEY"], os.environ["SECRET"])
bot.send("POST", "/api/v1/order", ${JSON.stringify(ORDER)})
for table in bot.follow(${JSON.stringify(TOPICS)}):
    print(json.dumps(bot.tables), flush=True)
`,
  },
] as const;

/** About thirty lines, blank ones apart. */
const LINES = 34;

type Tables = Readonly<Record<string, { readonly rows: readonly Row[] }>>;

/** Runs a bot, and shows the tables as it last had them. */
function run({ file, program, use }: (typeof LANGUAGES)[number], code: string, bot: Key) {
  const path = join(folder, file);
  writeFileSync(path, code + use);
  const child = spawn(program, [path], { env: { ...process.env, BASE: house.address, KEY: bot.id, SECRET: bot.secret } });
  running.push(child);
  const seen: { tables: Tables; complaints: string } = { tables: {}, complaints: "" };
  createInterface({ input: child.stdout }).on("line", (line) => {
    seen.tables = JSON.parse(line) as Tables;
  });
  child.stderr.on("data", (text) => {
    seen.complaints += String(text);
  });
  return seen;
}

function isThere(program: string, context: TestContext): void {
  const { error, stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  context.skip(error !== undefined, `no ${program} on this machine`);
  const [, minor] = /^Python 3\.(\d+)/.exec(stdout) ?? [];
  context.skip(minor !== undefined && Number(minor) < 8, `${stdout.trim()} is older than the client needs`);
}

const byId = (rows: readonly Row[] = []) => [...rows].sort((a, b) => Number(a["id"]) - Number(b["id"]));

test.for(LANGUAGES)(
  "API-014 the guide's client in $name places an order and keeps its tables as GET shows them",
  async (language, context) => {
    isThere(language.program, context);
    const [client = "", ...others] = blocks(language.file.endsWith("py") ? "python" : "ts");
    expect(client.split("\n").filter((line) => line.trim() !== "").length).toBeLessThanOrEqual(LINES);
    // The last block shows how it is used.
    const code = [client, ...others.slice(0, -1)].join("\n");
    const bot = await house.trader(language.name);
    const seen = run(language, code, bot);
    await vi.waitFor(() => expect([seen.complaints, seen.tables["order"]?.rows.length]).toEqual(["", 1]), { timeout: 20_000 });
    for (const price of [60_010, 60_011, 60_012, 59_000]) {
      await maker.rest.post("/order", { symbol: "XBTUSD", side: "Sell", orderQty: 300, price });
    }
    await maker.rest.delete("/order/all", { filter: { price: 60_012 } });
    await vi.waitFor(
      async () => {
        const rows = (table: string) => seen.tables[table]?.rows;
        expect(byId(rows("orderBookL2"))).toEqual(await bot.rest.get("/orderBook/L2", { symbol: "XBTUSD", depth: 0 }));
        expect(rows("instrument")).toEqual(await bot.rest.get("/instrument", { symbol: "XBTUSD" }));
        expect(rows("position")).toEqual(await bot.rest.get("/position"));
        expect(rows("margin")).toEqual([await bot.rest.get("/user/margin")]);
        expect(rows("order")).toEqual(await bot.rest.get("/order", { reverse: true, count: 1 }));
        expect(rows("trade")).toEqual(await bot.rest.get("/trade", { symbol: "XBTUSD", count: 500 }));
      },
      { timeout: 20_000, interval: 100 },
    );
    expect(seen.complaints).toBe("");
    await maker.rest.delete("/order/all");
  },
);
