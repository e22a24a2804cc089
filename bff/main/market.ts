import type { Config } from "./config.ts";
import { demoMarket } from "./market-demo.ts";
import type { Market } from "./market-kind.ts";
import { replayMarket } from "./market-replay.ts";

export type { Market };

/** Nobody trades but those who come, and prices come from the operator. */
const quiet: Market = {
  name: "none",
  commandsTime: false,
  startMs: null,
  prepare: async () => {},
  start: async () => {},
  stop: async () => {},
};

/**
 * The market that the settings ask for.
 *
 * @throws SettingError for a tape that can't be replayed
 */
export async function openMarket(config: Config): Promise<Market> {
  switch (config.market.kind) {
    case "demo":
      return demoMarket(config);
    case "replay":
      return replayMarket(config, config.market.file);
    case "none":
      return quiet;
  }
}
