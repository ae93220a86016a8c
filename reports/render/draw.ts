import { Resvg } from '@resvg/resvg-js';
import * as vega from 'vega';
import { compile } from 'vega-lite';
import type { ChartSpec } from '../charts/chart.ts';
import { FONT, theme, type Mode } from '../charts/theme.ts';
import { FONT_FILES, textWidth } from './font.ts';

interface TextItem {
  fontSize?: number;
  fontWeight?: string | number;
}

// Without a canvas vega guesses how wide a text is, and then hides labels that have room.
const { textMetrics } = vega as unknown as {
  textMetrics: { width: (item: TextItem, text: unknown) => number };
};
textMetrics.width = (item, text) => textWidth(String(text), item.fontSize ?? DEFAULT_SIZE, item.fontWeight);

/** Font size of texts that name none, as in vega. */
const DEFAULT_SIZE = 11;

/** Draws a chart as SVG, without a browser. The same chart gives the same text on every machine. */
export async function drawSvg(spec: ChartSpec, mode: Mode = 'light'): Promise<string> {
  const { spec: compiled } = compile({ ...spec, config: theme(mode) });
  const view = new vega.View(vega.parse(compiled), { renderer: 'none', logLevel: vega.Warn });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Pixels for each of the drawing's, so that a PNG is sharp on paper. */
const PNG_SCALE = 2;

/** Turns a drawing into a PNG. */
export function drawPng(svg: string): Uint8Array {
  const options = {
    font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: FONT },
    fitTo: { mode: 'zoom' as const, value: PNG_SCALE },
  };
  return new Resvg(svg, options).render().asPng();
}
