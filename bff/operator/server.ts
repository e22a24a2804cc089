import { existsSync, unlinkSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { ContractError } from "../contract/errors.ts";
import { AddressError } from "../identity/errors.ts";
import { runOperatorCommand } from "./commands.ts";
import { OperatorError, type OperatorServices } from "./operator-command.ts";
import { operatorSocketPath } from "./socket-path.ts";

/** What the command line hears: a result, or one sentence. */
export type OperatorAnswer = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: string };

/** Listens for the operator's commands on a socket that only this machine's user can open. */
export async function listenForOperator(dataDir: string, services: OperatorServices): Promise<Server> {
  const path = operatorSocketPath(dataDir);
  // The instance lock is held: whatever lies here was left by a process that is gone.
  if (process.platform !== "win32" && existsSync(path)) unlinkSync(path);
  const server = createServer((socket) => serve(socket, services));
  // Nobody else may open it at any moment, not even between its making and a change of its mode.
  const mask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(path, resolve);
    });
  } finally {
    process.umask(mask);
  }
  return server;
}

function serve(socket: Socket, services: OperatorServices): void {
  const lines = createInterface({ input: socket });
  lines.on("line", (line) => {
    void answer(line, services).then((reply) => socket.end(`${JSON.stringify(reply)}\n`));
  });
  // A command line that goes away before its answer has nobody left to tell.
  socket.on("error", () => socket.destroy());
}

async function answer(line: string, services: OperatorServices): Promise<OperatorAnswer> {
  try {
    const words = JSON.parse(line) as string[];
    return { ok: true, result: await runOperatorCommand(words, services) };
  } catch (error) {
    const isExpected = error instanceof OperatorError || error instanceof ContractError || error instanceof AddressError;
    return { ok: false, error: isExpected ? (error as Error).message : `The exchange failed: ${(error as Error).message}` };
  }
}
