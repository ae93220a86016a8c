import { effectsOf, type Effects } from '../../../sweeps/analysis/effects.ts';
import type { SweepFigures, VariantInfo } from '../../../sweeps/analysis/sweep-figures.ts';
import type { Chart } from '../chart.ts';
import { DASH, SIZE, STEP, STROKE } from '../look.ts';
import { told, toldInterval, toldNumber } from '../parts.ts';
import { named, NUMBER, wrapped } from './labels.ts';
import { panelled, panelTitle, type Panel, type WantedOf } from './panels.ts';
import { colourOf, parameterRows } from './scales.ts';

const PANEL = 380;

/** What each parameter does to a figure on the whole, the strongest at the top, a panel for each variant. */
export function effectsChart(figures: SweepFigures, wanted: WantedOf<'effects'>): Chart | undefined {
  const { of } = wanted;
  const figure = figures.figure(of);
  const found = figures.variantsWith(of).flatMap((variant) => {
    const effects = effectsOf(figures.points(variant.name, of), figures.parameters);
    return effects === undefined ? [] : [{ variant, effects }];
  });
  if (found.length === 0) return undefined;
  const title = wanted.title ?? `What moves ${figure.title} most`;
  return panelled(
    {
      name: ['effects', of],
      title,
      subtitle: 'from the least to the greatest value of each parameter, with 95 % intervals',
      caption: `Change of ${named(figure)} from the least value of a parameter to the greatest, all others moving too: coefficients of a linear regression, each parameter on its scale, with 95 % intervals. The strongest are at the top.`,
    },
    found.map(({ variant, effects }) => panelOf(figures, of, variant, effects)),
    PANEL * 2,
  );
}

function panelOf(figures: SweepFigures, of: string, variant: VariantInfo, { effects }: Effects): Panel {
  const figure = figures.figure(of);
  const values = effects.map(({ parameter, ...effect }) => ({
    ...effect,
    parameter: figures.parameter(parameter).title,
  }));
  const y = parameterRows(values.map(({ parameter }) => parameter));
  const x = {
    type: 'quantitative',
    title: wrapped(`change of ${named(figure)}`, PANEL),
    axis: { format: NUMBER },
  } as const;
  const color = colourOf(figures, variant);
  return {
    title: panelTitle(variant.title, PANEL),
    width: PANEL,
    height: { step: STEP.line },
    data: { values },
    layer: [
      { mark: { type: 'rule', strokeDash: DASH }, encoding: { x: { ...x, datum: 0 } } },
      {
        mark: { type: 'rule', strokeWidth: STROKE.line, color },
        encoding: { y, x: { ...x, field: 'low' }, x2: { field: 'high' } },
      },
      {
        mark: { type: 'point', filled: true, size: SIZE.point, color, opacity: 1 },
        encoding: {
          y,
          x: { ...x, field: 'change' },
          tooltip: [
            told('parameter'),
            ...toldInterval('change', figure.unit || figure.title),
            toldNumber('rank', 'correlation of ranks'),
          ],
        },
      },
    ],
  };
}
