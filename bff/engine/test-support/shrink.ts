/**
 * The shortest list that still fails, as far as leaving things out leads there: runs of decreasing length are left out
 * while what remains fails. No single element of the result can be left out, unless it was stopped early.
 *
 * @param whole a list that fails
 * @param mayGoOn asked before each attempt
 */
export function shrink<T>(whole: readonly T[], fails: (candidate: readonly T[]) => boolean, mayGoOn: () => boolean): readonly T[] {
  let shortest = whole;
  for (let run = Math.ceil(whole.length / 2); run >= 1; ) {
    const before = shortest.length;
    for (let from = Math.max(0, shortest.length - run); from >= 0 && mayGoOn(); from -= run) {
      const candidate = [...shortest.slice(0, from), ...shortest.slice(from + run)];
      if (candidate.length < shortest.length && fails(candidate)) shortest = candidate;
    }
    if (!mayGoOn()) break;
    // Once more at the same length while it still helps: what could not go before may go now.
    if (shortest.length === before || run > 1) run = run === 1 ? 0 : Math.ceil(run / 2);
  }
  return shortest;
}
