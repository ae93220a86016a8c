import type { ParameterInfo, SweepFigures, VariantInfo } from '../../../sweeps/analysis/sweep-figures.ts';
import type { Channel } from '../chart.ts';
import { OPACITY } from '../look.ts';
import { hasColour, OTHER_COLOURS, systemScale } from '../theme.ts';
import { levelText, named, NUMBER, wrapped } from './labels.ts';

/** The colour of each variant: its system's, and others for further variants of the same system. */
function variantScale(variants: readonly VariantInfo[]): { domain: string[]; range: string[] } {
  const seen = new Set<string>();
  let others = 0;
  const range = variants.map(({ system }) => {
    const own = hasColour(system) && !seen.has(system);
    seen.add(system);
    return own ? systemScale([system]).range[0] : OTHER_COLOURS[others++ % OTHER_COLOURS.length];
  });
  return { domain: variants.map(({ title }) => title), range };
}

/** The colour of one variant. */
export const colourOf = (figures: SweepFigures, { name }: VariantInfo): string =>
  variantScale(figures.variants).range[figures.variants.findIndex((one) => one.name === name)];

/** Colour by variant, with a legend. */
export const variantColour = (field: string, variants: readonly VariantInfo[]): Channel<'color'> => ({
  field,
  type: 'nominal',
  scale: variantScale(variants),
  sort: null,
  legend: { title: 'variant', symbolOpacity: OPACITY.solid },
});

/** An axis of a parameter: numbers on their scale, names in their order. */
export function parameterAxis(
  field: string,
  parameter: ParameterInfo,
  pixels: number,
): Channel<'x'> & Channel<'y'> {
  const title = wrapped(named(parameter), pixels);
  if (!parameter.numeric)
    return {
      field,
      type: 'ordinal',
      title,
      sort: parameter.levels.map(levelText),
      axis: { labelAngle: parameter.levels.length > MAX_UPRIGHT ? -40 : 0 },
    };
  const { levels, scale } = parameter;
  return {
    field,
    type: 'quantitative',
    title,
    scale: scale === 'log' ? { type: 'log', nice: false } : { zero: false, nice: false },
    axis: {
      format: NUMBER,
      labelOverlap: 'greedy',
      labelSeparation: LABEL_SEPARATION,
      ...(levels.length <= MAX_TICKS ? { values: levels.map(Number) } : {}),
    },
  };
}

const MAX_UPRIGHT = 4;
const MAX_TICKS = 10;
const LABEL_SEPARATION = 6;

/** An axis of rows, one for each parameter. */
export const parameterRows = (titles: string[]): Channel<'y'> => ({
  field: 'parameter',
  type: 'nominal',
  sort: titles,
  title: null,
  axis: { labelLimit: 400 },
});

/** The scale of a figure: by ratios when it has only positive values and they differ much. */
export function figureScale(values: readonly number[], ratio: number = MAX_RATIO): 'linear' | 'log' {
  const least = values.reduce((low, value) => Math.min(low, value), Infinity);
  const most = values.reduce((high, value) => Math.max(high, value), -Infinity);
  return least > 0 && most / least > ratio ? 'log' : 'linear';
}

const MAX_RATIO = 25;
