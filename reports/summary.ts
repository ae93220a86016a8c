import { accuracyOf, byTest, misordered } from '../calibration/experiments/accuracy.ts';
import type { Row } from '../calibration/experiments/row.ts';

/** How well rows agree with the published figures, in sentences. */
export function summarise(rows: readonly Row[]): string[] {
  const lines: string[] = [];
  const { rows: scored, medianAbsoluteError, ninetiethPercentile, bias } = accuracyOf(rows);
  if (scored > 0) {
    const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;
    lines.push(
      `${scored} published values: median absolute error ${percent(medianAbsoluteError)}, 90th percentile ${percent(ninetiethPercentile)}, bias ${percent(bias)}`,
    );
  }
  const tests = [...byTest(rows.filter((row) => row.experiment === 'lmbench'))];
  if (tests.length > 0) {
    const wrong = tests.filter(([, group]) => misordered(group).length > 0).map(([test]) => test);
    const exceptions = wrong.length > 0 ? ` (not in ${wrong.join(', ')})` : '';
    lines.push(
      `systems in the published order in ${tests.length - wrong.length} of ${tests.length} lmbench rows${exceptions}`,
    );
  }
  return lines;
}
