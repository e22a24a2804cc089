/** Columns but the timestamp that differ; null when none does. */
export function changedColumns<R extends object>(before: R, after: R): Partial<R> | null {
  let delta: Partial<R> | null = null;
  for (const name of Object.keys(after) as (keyof R & string)[]) {
    if (name === "timestamp" || before[name] === after[name]) continue;
    delta ??= {};
    delta[name] = after[name];
  }
  return delta;
}
