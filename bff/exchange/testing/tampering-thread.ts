import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { workerData } from "node:worker_threads";
import { EngineHost } from "../engine-host.ts";
import { TAMPER } from "./tampering.ts";

/** The engine's own thread, with a hand in its memory and on its disk. */

const { tamper } = workerData as { readonly tamper: Int32Array };
const isAsked = (what: number) => Atomics.compareExchange(tamper, 0, what, 0) === what;

const { idle, run } = EngineHost.prototype;
const { fdatasyncSync } = fs;

EngineHost.prototype.idle = function (this: EngineHost) {
  if (isAsked(TAMPER.cash)) {
    const { accounts } = this.engine.state;
    accounts.cash[4] = (accounts.cash[4] as number) + 1;
  }
  if (isAsked(TAMPER.death)) setImmediate(() => fatal());
  idle.call(this);
};

EngineHost.prototype.run = function (this: EngineHost, batches) {
  if (isAsked(TAMPER.bug)) {
    // Behind a first command that went well.
    const { engine } = this;
    const apply = engine.apply.bind(engine);
    let applied = 0;
    engine.apply = (...command) => {
      if (++applied === 2) throw new TypeError("a bug in the engine");
      apply(...command);
    };
  }
  return run.call(this, batches);
};

fs.fdatasyncSync = (file) => {
  if (isAsked(TAMPER.sync)) throw new Error("EIO: i/o error, fdatasync");
  fdatasyncSync(file);
};
syncBuiltinESMExports();

function fatal(): never {
  throw new Error("the thread ends");
}

await import("../engine-thread.ts");
