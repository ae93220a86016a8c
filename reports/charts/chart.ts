import type { TopLevelSpec } from 'vega-lite';

/** A chart: a Vega-Lite specification with its data in it, and without the theme, which depends on where it is shown. */
export interface Chart {
  /** Name of its files. */
  name: string;
  title: string;
  /** What it shows and how to read it, for those who can't see it and for the line below it. */
  caption: string;
  spec: ChartSpec;
}

export type ChartSpec = TopLevelSpec & { $schema: string };

/** One layer of a chart. */
export type Layer = Extract<ChartSpec, { layer: unknown }>['layer'][number];
type Encoding = NonNullable<Exclude<Layer, { layer: unknown }>['encoding']>;
/** What a channel of a layer, such as its colour, may show. */
export type Channel<Name extends keyof Encoding> = NonNullable<Encoding[Name]>;
/** A selection that the reader makes. */
export type Selection = NonNullable<Exclude<Layer, { layer: unknown }>['params']>[number];

export const VEGA_LITE_SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';
