/**
 * A line through values as the path of a drawing, first to last from left to right, the highest at the top.
 *
 * @returns null for fewer than two values
 */
export function sparkPath(values: readonly number[], width: number, height: number): string | null {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const round = (value: number) => Math.round(value * 10) / 10;
  const points = values.map((value, i) => {
    const x = (i * width) / (values.length - 1);
    const y = high === low ? height / 2 : height - 1 - ((value - low) / (high - low)) * (height - 2);
    return `${round(x)} ${round(y)}`;
  });
  return `M${points.join("L")}`;
}
