import type { SweepFigures } from '../../../sweeps/analysis/sweep-figures.ts';
import type { Chart as Wanted } from '../../../sweeps/file/sweep.ts';
import type { Chart } from '../chart.ts';
import { breakEvenChart } from './break-even.ts';
import { contour } from './contour.ts';
import { effectsChart } from './effects.ts';
import { heatMap } from './heat-map.ts';
import { lines } from './lines.ts';
import { parallel } from './parallel.ts';
import { tornado } from './tornado.ts';

/** Draws a chart that a sweep asks for; undefined where no point has its figure. */
export function sweepChart(figures: SweepFigures, wanted: Wanted): Chart | undefined {
  switch (wanted.kind) {
    case 'heat-map':
      return heatMap(figures, wanted);
    case 'contour':
      return contour(figures, wanted);
    case 'lines':
      return lines(figures, wanted);
    case 'tornado':
      return tornado(figures, wanted);
    case 'parallel':
      return parallel(figures, wanted);
    case 'effects':
      return effectsChart(figures, wanted);
    case 'break-even':
      return breakEvenChart(figures, wanted);
  }
}

/** Names of charts that a report on a sweep may have. */
export const SWEEP_CHART_NAME = /^(heat-map|contour|lines|tornado|parallel|effects|break-even)-/;
