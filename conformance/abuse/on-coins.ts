import { makeTestAddress } from "../../bff/wallet/test-address.ts";
import type { Attack, Stage } from "./attack.ts";

const ADDRESS = makeTestAddress(new Uint8Array(32).fill(11));
const right = { amount: 1_000_000, address: ADDRESS };
const ask = (json: object) => (stage: Stage) => stage.owner.send("POST", "/user/requestWithdrawal", { json });
const token = (path: string, given: unknown) => (stage: Stage) => stage.anybody.send("POST", path, { json: { token: given } });

export const ON_COINS: readonly Attack[] = [
  ...[
    ["nothing", { ...right, amount: 0 }],
    ["less than nothing", { ...right, amount: -1_000_000 }],
    ["half a satoshi", { ...right, amount: 1_000_000.5 }],
    ["more than all numbers", { ...right, amount: 1e300 }],
    ["no number", { ...right, amount: "all" }],
    ["a number in words", { ...right, amount: "1e7" }],
    ["less than the least", { ...right, amount: 1 }],
    ["more than a day's limit", { ...right, amount: 2_100_000_000_000 }],
    ["to an address of another chain", { ...right, address: "1BoatSLRHtKNngkdXEeobR76b53LETtpyT" }],
    ["to an address with one wrong letter", { ...right, address: `${ADDRESS.slice(0, -1)}${ADDRESS.endsWith("q") ? "p" : "q"}` }],
    ["to an address in capitals", { ...right, address: ADDRESS.toUpperCase() }],
    ["to nowhere", { amount: 1_000_000 }],
    ["to two addresses", { ...right, address: [ADDRESS, ADDRESS] }],
    ["at a fee of one's own", { ...right, fee: 0 }],
    ["of another coin", { ...right, currency: "USDt" }],
    ["for another account", { ...right, account: 100_004 }],
    ["with a note without end", { ...right, text: "x".repeat(501) }],
  ].map(([what, json]): Attack => ({ line: "WAL-002", what: `withdraw ${what}`, expects: 400, run: ask(json as object) })),
  {
    line: "WAL-002",
    what: "withdraw as nobody",
    expects: 401,
    run: (stage) => stage.anybody.send("POST", "/user/requestWithdrawal", { json: right }),
  },
  {
    line: "WAL-002",
    what: "withdraw without approving it",
    expects: 403,
    run: ask(right),
    also: ({ text }) => (text.includes('"approval"') ? null : "nothing says what to approve"),
  },
  {
    line: "WAL-002",
    what: "approve one amount and withdraw another",
    expects: 403,
    run: async ({ owner }) => {
      const asked = await owner.send("POST", "/user/requestWithdrawal", { json: { ...right, amount: 1_000_001 } });
      const { id } = (asked.body as { readonly error: { readonly approval: { readonly id: string } } }).error.approval;
      await owner.send("POST", "/user/approve", { json: { id, password: "correct horse battery" } });
      return owner.send("POST", "/user/requestWithdrawal", { json: { ...right, amount: 1_000_002 } });
    },
  },
  {
    line: "WAL-002",
    what: "approve another's withdrawal",
    expects: [400, 401, 403, 404],
    run: async ({ owner, attacker }) => {
      const asked = await owner.send("POST", "/user/requestWithdrawal", { json: { ...right, amount: 1_000_003 } });
      const { id } = (asked.body as { readonly error: { readonly approval: { readonly id: string } } }).error.approval;
      return attacker.send("POST", "/user/approve", { json: { id, password: "correct horse battery" } });
    },
  },
  {
    line: "WAL-002",
    what: "withdraw to one's own deposit address",
    expects: 400,
    run: async ({ owner }) => {
      const { body } = await owner.send("GET", "/user/depositAddress");
      return owner.approved("POST", "/user/requestWithdrawal", { ...right, address: body });
    },
  },
  {
    line: "WAL-002",
    what: "withdraw more than there is",
    expects: 400,
    run: ({ owner }) => owner.approved("POST", "/user/requestWithdrawal", { ...right, amount: 100_000_000 }),
  },
  ...["guess", "", "x".repeat(201), { $ne: null }, null].flatMap((given): Attack[] =>
    ["/user/confirmWithdrawal", "/user/cancelWithdrawal", "/user/withdrawalToken"].map((path) => ({
      line: "WAL-002",
      what: `POST ${path} with the token ${JSON.stringify(given).slice(0, 20)}`,
      expects: [400, 404],
      run: token(path, given),
    })),
  ),
  {
    line: "WAL-002",
    what: "confirm what was cancelled",
    expects: 400,
    run: async ({ owner, anybody }) => {
      await owner.approved("POST", "/user/requestWithdrawal", { ...right, amount: 1_000_010 });
      const mine = await owner.letter("withdrawalAsked");
      await anybody.send("POST", "/user/cancelWithdrawal", { json: { token: mine } });
      return anybody.send("POST", "/user/confirmWithdrawal", { json: { token: mine } });
    },
  },
  {
    line: "WAL-002",
    what: "cancel another's withdrawal",
    expects: 404,
    run: async ({ owner, attacker }) => {
      const { body } = await owner.approved("POST", "/user/requestWithdrawal", { ...right, amount: 1_000_011 });
      const { transactID } = body as { readonly transactID: string };
      const answer = await attacker.send("DELETE", "/user/withdrawal", { json: { transactID } });
      await owner.send("DELETE", "/user/withdrawal", { json: { transactID } });
      return answer;
    },
  },
  {
    line: "WAL-002",
    what: "withdraw everything twenty times at once",
    expects: 1,
    run: async ({ attacker }) => {
      const json = { ...right, amount: 60_000_000 };
      // Each needs an approval of its own; then all come at once.
      const wishes = Array.from({ length: 20 }, (_, i) => ({ ...json, amount: json.amount + i }));
      for (const wish of wishes) {
        const asked = await attacker.send("POST", "/user/requestWithdrawal", { json: wish });
        const { id } = (asked.body as { readonly error: { readonly approval: { readonly id: string } } }).error.approval;
        await attacker.send("POST", "/user/approve", { json: { id, password: "correct horse battery" } });
      }
      const answers = await Promise.all(wishes.map((wish) => attacker.send("POST", "/user/requestWithdrawal", { json: wish })));
      return answers.filter(({ status }) => status === 200).length;
    },
  },
  {
    line: "WAL-002",
    what: "save an address that skips the letter",
    expects: 400,
    run: ({ owner }) => owner.send("POST", "/address", { json: { address: ADDRESS, name: "quick", skipConfirm: true } }),
  },
  {
    line: "WAL-002",
    what: "save an address that is none",
    expects: [400],
    run: ({ owner }) => owner.approved("POST", "/address", { address: "nowhere", name: "x" }),
  },
  {
    line: "WAL-002",
    what: "use a new address at once",
    expects: 403,
    run: async ({ owner }) => {
      const address = makeTestAddress(new Uint8Array(32).fill(12));
      await owner.approved("POST", "/address", { address, name: "new" });
      return owner.approved("POST", "/user/requestWithdrawal", { ...right, address });
    },
  },
  {
    line: "WAL-002",
    what: "forget another's address",
    expects: 404,
    run: async ({ owner, attacker }) => {
      const { body } = await owner.send("GET", "/address");
      return attacker.send("DELETE", "/address", { json: { id: (body as readonly { readonly id: number }[])[0]?.id ?? 0 } });
    },
  },
  {
    line: "WAL-002",
    what: "loosen one's rules and withdraw at once",
    expects: 403,
    run: async ({ owner }) => {
      await owner.send("PUT", "/user/withdrawRules", { json: { savedOnly: true, addressWaitHours: 24 } });
      await owner.send("PUT", "/user/withdrawRules", { json: { savedOnly: false, addressWaitHours: 24 } });
      return owner.approved("POST", "/user/requestWithdrawal", right);
    },
  },
  {
    line: "WAL-002",
    what: "make new addresses wait less",
    expects: 400,
    run: ({ owner }) => owner.send("PUT", "/user/withdrawRules", { json: { savedOnly: false, addressWaitHours: 0 } }),
  },
  {
    line: "WAL-003",
    what: "take two test coins a day",
    expects: 403,
    run: ({ owner }) => owner.send("POST", "/user/faucet", { json: {} }),
  },
];
