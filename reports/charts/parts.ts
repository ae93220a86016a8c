import { endsOf } from '../../calibration/experiments/published.ts';
import type { Row } from '../../calibration/experiments/row.ts';
import type { Channel, Layer, Selection } from './chart.ts';
import { OPACITY } from './look.ts';
import { systemScale } from './theme.ts';

/** The two figures of a row, in the order in which they are drawn. */
export const FIGURES = ['model', 'published'];
export type FigureKind = 'model' | 'published';

/** One figure of a row: the model's with its interval, or the published one with its deviation or range. */
export interface Mark {
  test: string;
  system: string;
  figure: FigureKind;
  value: number;
  low?: number;
  high?: number;
}

/** The figures of a row that are there; a published range is drawn by its middle and its ends. */
export function marksOf({ test, system, model, interval, published, sdPercent }: Row): Mark[] {
  const ends = (low: number, high: number): Pick<Mark, 'low' | 'high'> => (low < high ? { low, high } : {});
  const marks: Mark[] = [
    { test, system, figure: 'model', value: model, ...(interval ? ends(...interval) : {}) },
  ];
  if (published !== undefined) {
    const [least, greatest] = endsOf(published);
    const deviation = ((sdPercent ?? 0) / 100) * least;
    marks.push({
      ...{ test, system, figure: 'published', value: (least + greatest) / 2 },
      ...ends(least - deviation, greatest + deviation),
    });
  }
  return marks;
}

/** A layer of intervals over the values that have one; without any it would have no extent, so there is none. */
export function intervalLayer(
  values: readonly { low?: number | undefined }[],
  layer: Omit<Extract<Layer, { mark: unknown }>, 'data'>,
): Layer[] {
  const known = values.filter(({ low }) => low !== undefined);
  return known.length === 0 ? [] : [{ ...layer, data: { values: known } }];
}

/** Systems in the order of charts. */
export const inOrder = (systems: readonly string[]): string[] => systemScale(systems).domain;

/** A selection by clicks on the legend of systems. */
export const legendSelection = (): Selection => ({
  name: 'chosen',
  select: { type: 'point', fields: ['system'] },
  bind: 'legend',
});

/** Colour by system, with a legend. */
export const systemColour = (systems: readonly string[]): Channel<'color'> => ({
  field: 'system',
  type: 'nominal',
  scale: systemScale(systems),
  legend: { title: 'system', symbolOpacity: OPACITY.solid },
});

/** Fades the filling of bars that the reader has not chosen in the legend; their opacity says whose figure it is. */
export const chosenFilling = (): Channel<'fillOpacity'> => ({
  condition: { param: 'chosen', value: OPACITY.solid },
  value: OPACITY.faded,
});

/** Fades what the reader has not chosen in the legend. */
export const chosenOpacity = (chosen: number = OPACITY.solid): Channel<'opacity'> => ({
  condition: { param: 'chosen', value: chosen },
  value: OPACITY.faded,
});

/** Model solid, published pale, with a legend. */
export const figureOpacity = (): Channel<'opacity'> => ({
  field: 'figure',
  type: 'ordinal',
  scale: { domain: FIGURES, range: [OPACITY.solid, OPACITY.pale] },
  legend: { title: 'figure', symbolType: 'square' },
});

/** A line of a tooltip. */
export interface Told {
  field: string;
  type: 'nominal' | 'quantitative';
  title: string;
  format?: string;
}

/** A name in a tooltip. */
export const told = (field: string, title = field): Told => ({ field, type: 'nominal', title });

/** A number in a tooltip. */
export const toldNumber = (field: string, title = field, format = ',.4~g'): Told => ({
  field,
  type: 'quantitative',
  title,
  format,
});

/** A number and its interval in a tooltip. */
export const toldInterval = (field: string, title: string): Told[] => [
  toldNumber(field, title),
  toldNumber('low', 'from'),
  toldNumber('high', 'to'),
];

/** What the pointer tells of a {@link Mark}. */
export const toldMark = (unit: string): Told[] => [
  told('system'),
  told('figure'),
  ...toldInterval('value', unit),
];
