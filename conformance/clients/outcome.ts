import type { TestContext } from "vitest";

/**
 * Notes in the test's own record what became of a feature; `npm run conformance-table` makes the page from these notes.
 *
 * @returns the answer
 */
export async function noted<T>({ task }: TestContext, call: () => Promise<T>): Promise<T> {
  const answer = await call();
  (task.meta as { result?: string }).result = "works";
  return answer;
}

/** The same for what the exchange does not do, and says so: the kind of refusal is the result. @returns the refusal */
export async function notedRefusal({ task }: TestContext, call: () => Promise<unknown>): Promise<Error | null> {
  try {
    await call();
  } catch (error) {
    (task.meta as { result?: string }).result = `refused: ${(error as Error).constructor.name}`;
    return error as Error;
  }
  (task.meta as { result?: string }).result = "works";
  return null;
}
