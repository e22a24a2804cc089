import { readConfig } from "./config.ts";
import { lockInstance } from "./instance-lock.ts";
import { refusalOf } from "./refusal.ts";
import { startHouse } from "./start-house.ts";

/** Starts the exchange: reads the settings, wires the parts, listens, and ends in order when it is told to. */

/** Longest that an orderly end may take before the process goes anyway; recovery then does the rest. */
const STOP_DEADLINE_MS = 4_500;
/** The input or output of a file failed. Source: sysexits.h, EX_IOERR. */
const EXIT_IO_ERROR = 74;

try {
  const config = readConfig(process.env);
  const unlock = lockInstance(config.dataDir);
  const house = await startHouse(config, (halt) => {
    process.stderr.write(`Trading is halted: ${halt.message}\n`);
    if (halt.cause === "journal") process.exit(EXIT_IO_ERROR);
  });
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_DEADLINE_MS).unref();
    await house.stop();
    unlock();
    process.exit(0);
  };
  process.on("SIGINT", () => void stop());
  process.on("SIGTERM", () => void stop());
  // Who reads this line may end the process at once.
  process.stdout.write(`Fairmark is listening on ${house.origin}\n`);
} catch (error) {
  const refusal = refusalOf(error);
  if (refusal === null) throw error;
  process.stderr.write(`${refusal}\n`);
  process.exit(2);
}
