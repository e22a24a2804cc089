import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { rosterOf } from "../demo/roster.ts";
import { Bank, type Exchange, MarketControl } from "../exchange/index.ts";
import { anExchange } from "../exchange/testing/exchanges.ts";
import type { Identity } from "../identity/index.ts";
import { House } from "../identity/testing.ts";
import { type Account, openAccounts } from "./market-accounts.ts";
import { Bankroll } from "./market-bankroll.ts";

const ROSTER = rosterOf("demo", 1).slice(0, 3);
const SATS = 100_000_000;

interface Opened {
  readonly exchange: Exchange;
  readonly bank: Bank;
  readonly identity: Identity;
  readonly dataDir: string;
}

async function aHouse(): Promise<Opened> {
  const people = new House();
  const exchange = await anExchange();
  return { exchange, bank: new Bank(exchange), identity: await people.open(), dataDir: people.dataDir };
}

const numbers = (accounts: readonly Account[]) => accounts.map(({ account }) => account);
const keyIds = (accounts: readonly Account[]) => accounts.map(({ key }) => key.id);

test("MKT-001 each simulated trader has an account that is marked as simulated, and a key that may trade and no more", async () => {
  const house = await aHouse();
  const accounts = await openAccounts(ROSTER, house);
  expect(new Set(numbers(accounts)).size).toBe(3);
  for (const { account, key } of accounts) {
    expect(house.exchange.tables.accounts.facts(account)?.isSimulated).toBe(true);
    expect(house.identity.key(key.id)).toMatchObject({ account, secret: key.secret, permissions: ["order"], enabled: true });
  }
});

test("MKT-001 at the next start they have the same accounts and keys; a key that is gone is replaced", async () => {
  const house = await aHouse();
  const first = await openAccounts(ROSTER, house);
  expect(await openAccounts(ROSTER, house)).toEqual(first);
  await house.identity.disableKey(first[1]?.key.id ?? "");
  const again = await openAccounts(ROSTER, house);
  expect(numbers(again)).toEqual(numbers(first));
  expect(keyIds(again).map((id, i) => id === first[i]?.key.id)).toEqual([true, false, true]);
});

test("MKT-001 a list of keys that does not read costs new keys and nothing else, and says so", async () => {
  const house = await aHouse();
  const first = await openAccounts(ROSTER, house);
  writeFileSync(join(house.dataDir, "demo-keys.json"), "{");
  const said: string[] = [];
  const listening = vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(String(text)) > 0);
  const again = await openAccounts(ROSTER, house).finally(() => listening.mockRestore());
  expect(numbers(again)).toEqual(numbers(first));
  expect(keyIds(again).some((id) => keyIds(first).includes(id))).toBe(false);
  expect(said.join()).toContain("demo-keys.json does not read");
});

test("MKT-001 who has less than the floor is given what is missing to the full sum, and nobody else anything", async () => {
  const house = await aHouse();
  const { exchange, bank } = house;
  await new MarketControl(exchange).publishIndex(".BXBT", 60_000);
  const accounts = await openAccounts(ROSTER, house);
  const balances = () => accounts.map(({ account }) => exchange.tables.accounts.marginRow(account, exchange.tables.marks)?.marginBalance);
  const [poor, rich, full] = accounts as [Account, Account, Account];
  const { floorXbt } = ROSTER[0] as (typeof ROSTER)[number];
  await bank.deposit(poor.account, floorXbt * SATS - 1);
  await bank.deposit(rich.account, floorXbt * SATS);
  await bank.deposit(full.account, 1_000 * SATS);
  await new Bankroll(exchange, bank, accounts).topUp();
  expect(balances()).toEqual([(ROSTER[0]?.fundsXbt ?? 0) * SATS, floorXbt * SATS, 1_000 * SATS]);
});
