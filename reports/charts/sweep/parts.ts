import type {
  Level,
  ParameterInfo,
  SweepFigures,
  VariantInfo,
} from '../../../sweeps/analysis/sweep-figures.ts';
import type { Chart as Wanted } from '../../../sweeps/file/sweep-file.ts';
import { VEGA_LITE_SCHEMA, type Channel, type ChartSpec } from '../chart.ts';
import { PANEL_TITLE, GAP } from '../look.ts';
import { hasColour, OTHER_COLOURS, systemScale } from '../theme.ts';

/** A chart of one kind as a sweep asks for it. */
export type WantedOf<Kind extends Wanted['kind']> = Extract<Wanted, { kind: Kind }>;

/** One of several panels side by side. */
export type Panel = Extract<ChartSpec, { concat: unknown }>['concat'][number];

/** Pixels of a letter of an axis title, and of a title, on the average. */
const LETTER = { axis: 7, title: 9 } as const;

/** A text in as many lines as fit. */
export function wrapped(text: string, pixels: number, letter: number = LETTER.axis): string[] {
  const letters = Math.floor(pixels / letter);
  const lines: string[] = [];
  // A number stays with its unit.
  for (const word of text.replace(/(\d) %/g, '$1\u00a0%').split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && longer.length <= letters) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A title and its unit, unless the title says it anyway. */
export const named = ({ title, unit }: { title: string; unit: string }): string =>
  unit === '' || title.split(/\W+/).includes(unit) ? title : `${title} (${unit})`;

/** A text that starts with a capital letter. */
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A level as a label: whole numbers in full. */
export function levelText(level: Exclude<Level, null>): string {
  if (typeof level === 'string') return level;
  const shown = Number.isInteger(level) ? level : Number(level.toPrecision(LEVEL_DIGITS));
  return shown.toLocaleString('en-US', { maximumSignificantDigits: 15 });
}

const LEVEL_DIGITS = 4;

/** A level and its unit. */
export const levelWithUnit = (level: string | number, { unit }: ParameterInfo): string =>
  typeof level === 'string' || unit === '' ? levelText(level) : `${levelText(level)} ${unit}`;

/** The colour of each variant: its system's, and others for further variants of the same system. */
export function variantScale(variants: readonly VariantInfo[]): { domain: string[]; range: string[] } {
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
/** Format of numbers on axes. */
export const NUMBER = ',.6~r';

/** The scale of a figure: by ratios when it has only positive values and they differ much. */
export function figureScale(values: readonly number[], ratio: number = MAX_RATIO): 'linear' | 'log' {
  const least = values.reduce((low, value) => Math.min(low, value), Infinity);
  const most = values.reduce((high, value) => Math.max(high, value), -Infinity);
  return least > 0 && most / least > ratio ? 'log' : 'linear';
}

const MAX_RATIO = 25;

/** Heads a panel. */
export const panelTitle = (
  text: string,
  pixels: number,
  offset: number = GAP.label,
): NonNullable<Panel['title']> => ({
  text: wrapped(text, pixels, LETTER.title),
  fontSize: PANEL_TITLE,
  anchor: 'start',
  offset,
});

/** Panels in one or two columns below a title. */
export function panelled(
  title: { text: string; subtitle?: string },
  panels: readonly Panel[],
  pixels: number,
): ChartSpec {
  const columns = pixels > WIDE || panels.length === 1 ? 1 : 2;
  const width = Math.max(columns * pixels, LEAST_TITLE);
  return {
    $schema: VEGA_LITE_SCHEMA,
    title: {
      text: wrapped(capitalised(title.text), width, LETTER.title),
      ...(title.subtitle === undefined ? {} : { subtitle: wrapped(title.subtitle, width) }),
    },
    concat: [...panels],
    columns,
    spacing: GAP.panels,
    resolve: { scale: { color: 'shared' } },
  };
}

/** A title may be so wide, however narrow its chart. */
const LEAST_TITLE = 600;

/** Panels that are wider stand one below the other, in pixels. */
const WIDE = 400;

/** The name of a chart's files: its kind and what it is of. */
export const fileName = (...words: readonly (string | undefined)[]): string =>
  words.filter((word) => word !== undefined).join('-');

/** What the reader is told of points that were averaged over. */
export function othersText(figures: SweepFigures, shown: readonly string[]): string {
  const others = figures.parameters.filter(({ name, levels }) => !shown.includes(name) && levels.length > 1);
  return others.length === 0 ? '' : ` Mean over ${others.map(({ title }) => title).join(', ')}.`;
}
