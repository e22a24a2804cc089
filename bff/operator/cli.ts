import { connect } from "node:net";
import type { OperatorAnswer } from "./server.ts";
import { operatorSocketPath } from "./socket-path.ts";

/** `npm run -s operator -- …`: sends one command to the exchange that runs on the data folder and prints its answer as JSON. */

const words = process.argv.slice(2);
const dataDir = process.env["DATA_DIR"] || "data";

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}

if (words.length === 0 || words[0] === "help" || words[0] === "--help") {
  // What the commands do is the exchange's to load, not of who sends one.
  const { OPERATOR_COMMANDS } = await import("./commands.ts");
  const usages = Object.values(OPERATOR_COMMANDS).map(({ usage }) => `  npm run -s operator -- ${usage}`);
  process.stdout.write(`Commands:\n${usages.join("\n")}\nDATA_DIR says which exchange (${dataDir}).\n`);
} else {
  const socket = connect(operatorSocketPath(dataDir));
  let received = "";
  socket.setEncoding("utf8");
  socket.on("error", () => fail(`No exchange listens on the data folder ${dataDir}.`));
  socket.on("data", (chunk: string) => {
    received += chunk;
  });
  socket.on("end", () => {
    if (received === "") return fail("The exchange ended before it answered.");
    const answer = JSON.parse(received) as OperatorAnswer;
    if (answer.ok) process.stdout.write(`${JSON.stringify(answer.result)}\n`);
    else fail(answer.error);
  });
  socket.write(`${JSON.stringify(words)}\n`);
}
