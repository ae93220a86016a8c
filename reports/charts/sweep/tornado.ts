import { tornadoOf, type Moved, type Tornado } from '../../../sweeps/analysis/tornado.ts';
import type { SweepFigures, VariantInfo } from '../../../sweeps/analysis/sweep-figures.ts';
import type { Channel, Chart } from '../chart.ts';
import { DASH, GAP, OPACITY, STEP, STROKE } from '../look.ts';
import { told, toldInterval } from '../parts.ts';
import { levelWithUnit, named, NUMBER, wrapped } from './labels.ts';
import { panelled, panelTitle, type Panel, type WantedOf } from './panels.ts';
import { parameterRows } from './scales.ts';

const PANEL = 380;
/** Room for a label beyond the longest bar, as a share of all bars. */
const ROOM = 0.45;
/** Below and above the base point. */
const COLOURS = { domain: ['less', 'more'], range: ['#0072b2', '#e69f00'] };
const MAX_SWINGS = 30;

/** How far each parameter alone moves a figure, the widest at the top, a panel for each variant. */
export function tornado(figures: SweepFigures, wanted: WantedOf<'tornado'>): Chart | undefined {
  const { of } = wanted;
  const figure = figures.figure(of);
  const found = figures.variantsWith(of).flatMap((variant) => {
    const result = tornadoOf(figures.points(variant.name, of), figures.parameters);
    return result === undefined || result.swings.length === 0 ? [] : [{ variant, result }];
  });
  if (found.length === 0) return undefined;
  const title = wanted.title ?? `How far each parameter moves: ${figure.title}`;
  return panelled(
    {
      name: ['tornado', of],
      title,
      subtitle: 'one parameter at a time; dashed: nothing is moved',
      caption: `${named(figure)} when one parameter at a time is moved from the base point, the dashed line: bars reach to the least and the greatest value, with the level that it has there. The widest are at the top.${found.some(({ result }) => result.swings.length > MAX_SWINGS) ? ` Drawn are the ${MAX_SWINGS} widest.` : ''}`,
    },
    found.map(({ variant, result }) => panelOf(figures, of, variant, result)),
    // The labels of the axis stand beside each panel.
    PANEL * 2,
  );
}

interface Bar {
  parameter: string;
  from: number;
  value: number;
  side: 'less' | 'more';
  label: string;
  low?: number;
  high?: number;
}

function panelOf(figures: SweepFigures, of: string, variant: VariantInfo, { base, swings }: Tornado): Panel {
  const figure = figures.figure(of);
  const bars = swings.slice(0, MAX_SWINGS).flatMap(({ parameter, least, most }): Bar[] => {
    const info = figures.parameter(parameter);
    const bar = ({ level, ...moved }: Moved, side: Bar['side']): Bar => ({
      ...moved,
      ...{ parameter: info.title, from: base.value, side, label: levelWithUnit(level, info) },
    });
    return [
      ...(least.value < base.value ? [bar(least, 'less')] : []),
      ...(most.value > base.value ? [bar(most, 'more')] : []),
      ...(least.value >= base.value && most.value <= base.value ? [bar(most, 'more')] : []),
    ];
  });
  const ends = [...bars.map(({ value }) => value), base.value];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = (most - least || Math.abs(base.value) || 1) * ROOM;
  const y = parameterRows(
    swings.slice(0, MAX_SWINGS).map(({ parameter }) => figures.parameter(parameter).title),
  );
  const x = {
    field: 'value',
    type: 'quantitative',
    title: wrapped(named(figure), PANEL),
    scale: { domain: [least - room, most + room], nice: false, zero: false },
    axis: { format: NUMBER },
  } satisfies Channel<'x'>;
  const color = { field: 'side', type: 'nominal', scale: COLOURS, legend: null } as const;
  const labels = (side: Bar['side']): Extract<Panel, { layer: unknown }>['layer'][number] => ({
    data: { values: bars.filter((bar) => bar.side === side) },
    mark: {
      type: 'text',
      fontSize: 10,
      align: side === 'less' ? 'right' : 'left',
      dx: side === 'less' ? -GAP.label / 2 : GAP.label / 2,
    },
    encoding: { y, x, text: { field: 'label' } },
  });
  return {
    title: panelTitle(variant.title, PANEL),
    width: PANEL,
    height: { step: STEP.line },
    layer: [
      {
        data: { values: bars },
        mark: { type: 'bar', height: STEP.bar, opacity: OPACITY.strong },
        encoding: {
          y,
          x,
          x2: { field: 'from' },
          color,
          tooltip: [
            told('parameter'),
            told('label', 'set to'),
            ...toldInterval('value', figure.unit || figure.title),
          ],
        },
      },
      {
        data: { values: [{ base: base.value }] },
        mark: { type: 'rule', strokeDash: DASH, strokeWidth: STROKE.rule },
        encoding: { x: { field: 'base', type: 'quantitative' } },
      },
      ...(['less', 'more'] as const).filter((side) => bars.some((bar) => bar.side === side)).map(labels),
    ],
  };
}
