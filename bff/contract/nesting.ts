/**
 * Whether a value that came as JSON holds lists or objects within each other beyond a depth. What comes from outside is
 * asked this before it is echoed or walked: writing JSON recurses, and deep enough input ends the stack.
 */
export function isNestedBeyond(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (depth === 0) return true;
  for (const inner of Object.values(value)) {
    if (isNestedBeyond(inner, depth - 1)) return true;
  }
  return false;
}
