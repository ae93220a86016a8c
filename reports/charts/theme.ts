import type { Config } from 'vega-lite';

/** Charts on white paper, and in a page that the reader has set dark. */
export const MODES = ['light', 'dark'] as const;
export type Mode = (typeof MODES)[number];

export const FONT = 'DejaVu Sans';

/**
 * One colour a system, the same in all charts, in an order that charts and legends keep. From the palette of Okabe and Ito, which readers with
 * any of the common kinds of colour-blindness tell apart, at lightnesses that stand out from white and from black.
 */
const SYSTEM_COLOURS = {
  linux: '#8a8a8a',
  l4linux: '#0072b2',
  'l4linux-trampoline': '#56b4e9',
  'l4linux-dual-space': '#cc79a7',
  l4: '#009e73',
  'mklinux-in-kernel': '#e69f00',
  'mklinux-user': '#d55e00',
} as const;

/** Colours of systems that have none of their own, and of what is not a system, such as causes and places. */
export const OTHER_COLOURS = [
  '#117733',
  '#88ccee',
  '#ddaa33',
  '#aa4499',
  '#44aa99',
  '#cc6677',
  '#6699cc',
  '#999933',
  '#882255',
  '#bbbbbb',
] as const;

/** Bands, ranges and medians: visible on white and on black. */
export const NEUTRAL = '#808080';

/** One colour for each place that many systems have, at lightnesses that differ from neighbour to neighbour. */
const PLACE_COLOURS = {
  user: '#88ccee',
  'emulation-library': '#6699cc',
  'native-kernel': '#44aa99',
  'linux-server': '#aa4499',
  l4: '#ddaa33',
  mach: '#cc6677',
  idle: '#bbbbbb',
} as const;

/** Colour of the model beside what was published. */
export const MODEL_COLOUR = '#0072b2';

/** Whether a system has a colour of its own. */
export const hasColour = (system: string): boolean => Object.hasOwn(SYSTEM_COLOURS, system);

/** A scale that gives every system its colour, the known ones first and in their order. */
export function systemScale(systems: readonly string[]): Scale {
  return scaleOf(SYSTEM_COLOURS, OTHER_COLOURS, systems);
}

/** The same for places. */
export function placeScale(places: readonly string[]): Scale {
  const used = Object.values<string>(PLACE_COLOURS);
  return scaleOf(
    PLACE_COLOURS,
    OTHER_COLOURS.filter((colour) => !used.includes(colour)),
    places,
  );
}

/** Values and their colours. */
export interface Scale {
  domain: string[];
  range: string[];
}

function scaleOf(
  colours: Readonly<Record<string, string>>,
  rest: readonly string[],
  values: readonly string[],
): Scale {
  const known = Object.keys(colours).filter((value) => values.includes(value));
  const others = [...new Set(values)].filter((value) => !known.includes(value)).sort();
  return {
    domain: [...known, ...others],
    range: [...known.map((value) => colours[value]), ...others.map((_, index) => rest[index % rest.length])],
  };
}

const INK = { light: '#222222', dark: '#e6e6e6' } as const;
const FAINT = { light: '#dddddd', dark: '#444444' } as const;
/** Behind charts; the page has the same. */
export const PAPER = { light: '#ffffff', dark: '#1b1b1d' } as const;

/** Look of all charts. */
export function theme(mode: Mode): Config {
  const ink = INK[mode];
  const faint = FAINT[mode];
  return {
    background: PAPER[mode],
    font: FONT,
    padding: 10,
    title: {
      color: ink,
      subtitleColor: ink,
      fontSize: 14,
      subtitleFontSize: 11,
      anchor: 'start',
      offset: 12,
    },
    axis: {
      labelColor: ink,
      titleColor: ink,
      labelFontSize: 11,
      titleFontSize: 12,
      titleFontWeight: 'normal',
      domainColor: ink,
      tickColor: ink,
      gridColor: faint,
      labelLimit: 260,
      labelFlush: false,
    },
    header: { labelColor: ink, titleColor: ink, labelFontSize: 12, labelFontWeight: 'bold' },
    legend: {
      labelColor: ink,
      titleColor: ink,
      labelFontSize: 11,
      titleFontSize: 11,
      labelLimit: 260,
      symbolLimit: 40,
      symbolBaseFillColor: ink,
      symbolBaseStrokeColor: ink,
    },
    view: { stroke: faint },
    text: { color: ink, font: FONT },
    rule: { color: ink },
  };
}
