import type { Timeline } from './timeline.ts';
import { chromeTrace } from './chrome-trace.ts';
import { foldedStacks } from './folded.ts';
import { perfettoTrace } from './perfetto.ts';
import { speedscopeFile } from './speedscope.ts';
import { flameChart } from '../charts/flame-chart.ts';

export const TRACE_FORMATS = ['folded', 'speedscope', 'perfetto', 'chrome', 'svg', 'png', 'html'] as const;
export type TraceFormat = (typeof TRACE_FORMATS)[number];

/** Ends of file names and what they mean; the first that fits counts. */
const EXTENSIONS: readonly (readonly [string, TraceFormat])[] = [
  ['.folded', 'folded'],
  ['.speedscope.json', 'speedscope'],
  ['.perfetto-trace', 'perfetto'],
  ['.pftrace', 'perfetto'],
  ['.json', 'chrome'],
  ['.svg', 'svg'],
  ['.png', 'png'],
  ['.html', 'html'],
];
export const TRACE_EXTENSIONS = EXTENSIONS.map(([extension]) => extension);

/** The format that a file name asks for. */
export function traceFormatOf(file: string): TraceFormat | undefined {
  return EXTENSIONS.find(([extension]) => file.endsWith(extension))?.[1];
}

/** The contents of a file about what systems did. */
export async function traceFile(
  format: TraceFormat,
  title: string,
  exporter: string,
  timelines: readonly Timeline[],
): Promise<string | Uint8Array> {
  switch (format) {
    case 'folded':
      return foldedStacks(timelines);
    case 'speedscope':
      return JSON.stringify(speedscopeFile(title, exporter, timelines));
    case 'perfetto':
      return perfettoTrace(timelines);
    case 'chrome':
      return JSON.stringify(chromeTrace(timelines));
    default: {
      const chart = flameChart('flame-chart', title, timelines);
      // What draws charts takes a moment to load.
      if (format === 'html') return (await import('../render/page.ts')).chartPage(title, exporter, [chart]);
      const { drawPng, drawSvg } = await import('../render/draw.ts');
      const svg = await drawSvg(chart.spec);
      return format === 'svg' ? svg : drawPng(svg);
    }
  }
}
