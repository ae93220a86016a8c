import type { Chart as Wanted } from '../../../sweeps/file/sweep.ts';
import { VEGA_LITE_SCHEMA, type Chart, type ChartSpec, type Layer } from '../chart.ts';
import { GAP, OPACITY, PANEL_TITLE, STROKE } from '../look.ts';
import { intervalLayer } from '../parts.ts';
import { LETTER, wrapped } from './labels.ts';

/** A chart of one kind as a sweep asks for it. */
export type WantedOf<Kind extends Wanted['kind']> = Extract<Wanted, { kind: Kind }>;

/** One of several panels side by side. */
export type Panel = Extract<ChartSpec, { concat: unknown }>['concat'][number];

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

/** What is said of a chart beside its panels. */
interface Heading {
  /** The name of its files: its kind and what it is of. */
  name: readonly (string | undefined)[];
  title: string;
  subtitle?: string;
  caption: string;
}

/** A chart of panels in one or two columns below a title. */
export function panelled(
  { name, title, subtitle, caption }: Heading,
  panels: readonly Panel[],
  pixels: number,
): Chart {
  const columns = pixels > WIDE || panels.length === 1 ? 1 : 2;
  const width = Math.max(columns * pixels, LEAST_TITLE);
  return {
    name: name.filter((word) => word !== undefined).join('-'),
    title,
    caption,
    spec: {
      $schema: VEGA_LITE_SCHEMA,
      title: {
        text: wrapped(capitalised(title), width, LETTER.title),
        ...(subtitle === undefined ? {} : { subtitle: wrapped(subtitle, width) }),
      },
      concat: [...panels],
      columns,
      spacing: GAP.panels,
      resolve: { scale: { color: 'shared' } },
    },
  };
}

/** A text that starts with a capital letter. */
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A title may be so wide, however narrow its chart. */
const LEAST_TITLE = 600;

/** Panels that are wider stand one below the other, in pixels. */
const WIDE = 400;

/** Intervals along an axis of numbers are a band; between names there is nothing, so theirs are bars. */
export const bandLayer = (
  values: readonly { low?: number | undefined }[],
  isNumeric: boolean,
  encoding: NonNullable<Extract<Layer, { mark: unknown }>['encoding']>,
): Layer[] =>
  intervalLayer(values, {
    mark: isNumeric
      ? { type: 'area', opacity: OPACITY.band * 2 }
      : { type: 'rule', strokeWidth: STROKE.rule },
    encoding,
  });
