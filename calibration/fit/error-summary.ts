import { medianSorted, quantileSorted } from 'simple-statistics';

/** Size and direction of relative errors. */
export interface ErrorSummary {
  rows: number;
  median: number;
  ninetieth: number;
  bias: number;
}

const NINETIETH = 0.9;

/** Summarises log(model / published) as relative errors. */
export function summaryOf(errors: readonly number[]): ErrorSummary {
  const relative = errors.map((error) => Math.expm1(error));
  const sorted = (values: readonly number[]): number[] => [...values].sort((left, right) => left - right);
  const absolute = sorted(relative.map(Math.abs));
  return {
    rows: errors.length,
    median: medianSorted(absolute),
    ninetieth: quantileSorted(absolute, NINETIETH),
    bias: medianSorted(sorted(relative)),
  };
}
