import type { Measured } from '../model/index.ts';

/** A figure of a distribution, as `ukperf run --json` lists it beside the measures. */
export interface Figure {
  name: string;
  unit: string;
  value: number;
}

/** What is told about the single executions of a test's measure. */
export function figuresOf({
  test,
  unit,
  distribution,
}: Pick<Measured, 'test' | 'unit' | 'distribution'>): Figure[] {
  if (distribution === undefined) return [];
  const { of, executions, minimum, mean, percentiles, maximum, jitter, deadline, missedPercent } =
    distribution;
  const figure = (what: string, value: number, inUnit: string = unit): Figure => ({
    name: `${test}/${of}/${what}`,
    unit: inUnit,
    value,
  });
  return [
    figure('executions', executions, 'count'),
    figure('minimum', minimum),
    figure('mean', mean),
    ...percentiles.map(([percent, value]) => figure(`percentile-${percent}`, value)),
    figure('maximum', maximum),
    figure('jitter', jitter),
    ...(deadline === undefined || missedPercent === undefined
      ? []
      : [figure('deadline', deadline), figure('missed', missedPercent, 'percent')]),
  ];
}
