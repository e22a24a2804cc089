import { type Answer, type Key, RestClient } from "../client.ts";
import { Somebody } from "./people.ts";

/** Who is there when the attacks begin. */
export interface Stage {
  readonly origin: string;
  readonly anybody: RestClient;
  readonly owner: Somebody;
  readonly attacker: Somebody;
  /** A key of the owner that may order, held to caps. */
  readonly capped: Key & { readonly rest: RestClient };
  readonly reader: Key & { readonly rest: RestClient };
  readonly canceller: Key & { readonly rest: RestClient };
  /** A key that may be used from elsewhere alone. */
  readonly elsewhere: Key & { readonly rest: RestClient };
}

/** Something that somebody could try, and what has to come of it. */
export interface Attack {
  /** The line of the specification that it is against. */
  readonly line: string;
  readonly what: string;
  /** Status that is expected; several where the market's state decides. */
  readonly expects: number | readonly number[];
  readonly run: (stage: Stage) => Promise<Answer | number>;
  /** What else has to be so; null when it is. */
  readonly also?: (answer: Answer, stage: Stage) => string | null;
}

export interface Outcome {
  readonly attack: Attack;
  /** Null for an attack that came to nothing. */
  readonly fault: string | null;
}

export async function setStage(origin: string): Promise<Stage> {
  const [owner, attacker] = [await Somebody.signUp(origin, "owner"), await Somebody.signUp(origin, "attacker")];
  const caps = { symbols: ["XBTUSD"], maxOrderValue: 2_000_000, maxDailyValue: 3_000_000, maxDeviation: 0.05 };
  return {
    origin,
    anybody: new RestClient(origin),
    owner,
    attacker,
    capped: await owner.key({ name: "capped", permissions: ["order"], ...caps }),
    reader: await owner.key({ name: "reader" }),
    canceller: await owner.key({ name: "canceller", permissions: ["orderCancel"] }),
    elsewhere: await owner.key({ name: "elsewhere", permissions: ["order"], cidr: ["203.0.113.7"] }),
  };
}

/** Runs attacks one after the other, as one attacker would. */
export async function attackAll(stage: Stage, attacks: readonly Attack[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const attack of attacks) outcomes.push({ attack, fault: await faultOf(stage, attack) });
  return outcomes;
}

async function faultOf(stage: Stage, attack: Attack): Promise<string | null> {
  try {
    const answer = await attack.run(stage);
    const status = typeof answer === "number" ? answer : answer.status;
    const expected = [attack.expects].flat();
    if (!expected.includes(status))
      return `answered ${status}, not ${expected.join(" or ")}${typeof answer === "number" ? "" : `: ${answer.text.slice(0, 200)}`}`;
    if (typeof answer === "number") return null;
    if (/\bat .+\.(ts|js):\d+|node_modules|SQLITE_/.test(answer.text)) return "the answer tells of the machine";
    return attack.also?.(answer, stage) ?? null;
  } catch (error) {
    return `failed: ${(error as Error).message}`;
  }
}
