/** One comparison of a benchmark: ours beside a peer or a floor, measured in the same run. */
export interface BenchRow {
  /** Starts with the id of the sentence that it measures. */
  readonly title: string;
  /** Runs both sides once, in turn; called several times. */
  readonly measure: () => Promise<Sample>;
  readonly runs: number;
  /** Frees what the row holds. */
  readonly close?: () => Promise<void>;
}

export interface Sample {
  /** Figures in the order in which they are printed. */
  readonly figures: readonly Figure[];
  /** Ours over the peer; what the sentence bounds. */
  readonly ratio: number;
}

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

/** Value below which a share of the sorted values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
