import { attackAll, setStage } from "./attack.ts";
import { ON_ACCOUNTS } from "./on-accounts.ts";
import { ON_COINS } from "./on-coins.ts";
import { ON_THE_WEB } from "./on-the-web.ts";

const [url] = process.argv.slice(2);
if (url === undefined || !URL.canParse(url)) {
  process.stderr.write("The address of a running exchange in MODE=local is wanted, as: npm run abuse -- http://localhost:3000\n");
  process.exit(2);
}
const stage = await setStage(new URL(url).origin);
const outcomes = await attackAll(stage, [...ON_ACCOUNTS, ...ON_COINS, ...ON_THE_WEB]);
for (const { attack, fault } of outcomes) {
  process.stdout.write(`${fault === null ? "held " : "BROKE"}  ${attack.line}  ${attack.what}${fault === null ? "" : `: ${fault}`}\n`);
}
const broke = outcomes.filter(({ fault }) => fault !== null).length;
process.stdout.write(`${outcomes.length} attacks, ${broke} of them broke something\n`);
process.exitCode = broke === 0 ? 0 : 1;
