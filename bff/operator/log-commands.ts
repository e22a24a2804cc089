import { OperatorError, type OperatorServices, type Run } from "./operator-command.ts";

export const LOG_COMMANDS: Readonly<Record<string, { readonly usage: string; readonly run: Run }>> = {
  "log verify": { usage: "log verify", run: verifyLogs },
};

/** Computes all people's logs anew and compares them with what the journal holds of them. */
async function verifyLogs(_words: readonly string[], { identity, exchange }: OperatorServices): Promise<object> {
  const { activity } = identity.safety.desk;
  const anchors = await exchange.anchors();
  const fault = await activity.fault(anchors);
  if (fault !== null) throw new OperatorError(fault);
  const { entries, hash } = await activity.chain();
  return { entries, hash, anchors: anchors.length, anchoredTo: anchors.at(-1)?.entries ?? 0 };
}
