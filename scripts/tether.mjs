// @ts-check
import { Socket } from "node:net";
import { isMainThread } from "node:worker_threads";

/**
 * Loaded into a program that `hand-over.mjs` runs: a pipe that nobody ever writes to, whose end means that the
 * launcher was killed and cannot pass a signal on. The program then ends the same way, as if both had been one
 * process; the exchange is built to survive that.
 */
const descriptor = Number(process.env.FAIRMARK_TETHER ?? Number.NaN);
// Workers and children of the program load this too, but the pipe is not theirs.
if (isMainThread && Number.isInteger(descriptor)) {
  delete process.env.FAIRMARK_TETHER;
  const pipe = new Socket({ fd: descriptor, readable: true, writable: false });
  pipe.on("close", () => process.kill(process.pid, "SIGKILL"));
  pipe.on("error", () => pipe.destroy());
  pipe.resume();
  pipe.unref();
}
