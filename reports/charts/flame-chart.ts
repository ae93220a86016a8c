import { cyclesOf } from '../../model/core/clock.ts';
import { formatNumber } from '../numbers.ts';
import type { Span, Timeline } from '../traces/timeline.ts';
import { VEGA_LITE_SCHEMA, type Chart, type ChartSpec } from './chart.ts';
import { placeScale, type Scale } from './theme.ts';

const WIDTH = 1000;
const ROW = 20;
/** Spans narrower than this, in pixels, are not drawn: they could not be seen. */
const NARROWEST = 0.25;
/** Width of a character, on the safe side, and the least text that says anything. */
const CHARACTER = 7;
const SHORTEST = 4;
/** Bars narrower than this, in pixels, have no line around them. */
const EDGED = 4;
/** Paths are frames around what takes the time. */
const FRAME = 'path';

/** One rectangle, and what is said of it. Numbers of rows count from the top. */
interface Bar {
  from: number;
  to: number;
  top: number;
  bottom: number;
  middle: number;
  text: string;
  name: string;
  cycles: string;
  share: string;
  place: string;
  what: string;
  thread: string;
  source: string;
  /** Width of the line around it: of narrow bars nothing else would be seen. */
  edge: number;
}

/**
 * What a processor does in an operation: time to the right in cycles, below each path the paths and steps that it is made of, and below each
 * step what its time went to. Several systems stand below each other on one scale.
 */
export function flameChart(name: string, title: string, timelines: readonly Timeline[]): Chart {
  const most = Math.max(...timelines.map(({ length }) => cyclesOf(length)));
  const rows = timelines.map((timeline) => ({ timeline, ...barsOf(timeline, most) }));
  const places = [
    ...new Set(
      timelines.flatMap(({ lanes }) =>
        lanes.flatMap(({ spans }) => spans.flatMap(({ place }) => (place === undefined ? [] : [place]))),
      ),
    ),
  ];
  const { domain, range } = placeScale(places);
  const colour = { domain: [FRAME, ...domain], range: [FRAME_COLOUR, ...range] };
  const spec = {
    $schema: VEGA_LITE_SCHEMA,
    title: { text: title, subtitle: timelines.map(summary) },
    spacing: 14,
    vconcat: rows.map(({ timeline, bars, height, labels }, index) =>
      view(timeline.system, bars, labels, height, most, colour, index === rows.length - 1),
    ),
  } as ChartSpec;
  return {
    name,
    title,
    caption:
      'Time runs to the right. A path lies above the paths and steps that it is made of, a step above what its time went to; steps and causes have the colour of the place that is charged. Within a step the causes are put side by side, in the order of the charge table.',
    spec,
  };
}

const TOOLTIP = [
  { field: 'name', title: 'what' },
  { field: 'cycles' },
  { field: 'share', title: 'of all' },
  { field: 'place' },
  { field: 'thread' },
  { field: 'source' },
];

const FRAME_COLOUR = '#9a9a9a';

const summary = ({ system, length, operations }: Timeline): string =>
  `${system}: ${formatNumber(cyclesOf(length))} cycles${operations === 1 ? '' : `, ${formatNumber(operations)} operations`}`;

function view(
  system: string,
  bars: Bar[],
  labels: { row: number; thread: string }[],
  height: number,
  most: number,
  colour: Scale,
  last: boolean,
): unknown {
  const y = {
    type: 'quantitative',
    scale: { domain: [height, 0], nice: false, zero: false },
    axis: null,
  };
  const x = {
    type: 'quantitative',
    scale: { domain: [0, most], nice: false },
    axis: last ? { title: 'cycles', grid: false } : { title: null, grid: false, labels: false, ticks: false },
  };
  return {
    title: { text: system, fontSize: 12, offset: 4 },
    width: WIDTH,
    height: height * ROW,
    layer: [
      {
        data: { values: bars },
        mark: { type: 'rect', fillOpacity: 0.6, stroke: 'white', strokeWidth: { expr: 'datum.edge' } },
        encoding: {
          x: { field: 'from', ...x },
          x2: { field: 'to' },
          y: { field: 'top', ...y },
          y2: { field: 'bottom' },
          color: {
            field: 'what',
            type: 'nominal',
            scale: colour,
            legend: { title: 'place', orient: 'bottom', columns: 6 },
          },
          tooltip: TOOLTIP,
        },
      },
      {
        data: { values: bars.filter(({ text }) => text !== '') },
        mark: { type: 'text', align: 'left', baseline: 'middle', dx: 3, fontSize: 10 },
        encoding: {
          x: { field: 'from', ...x },
          y: { field: 'middle', ...y },
          text: { field: 'text' },
          tooltip: TOOLTIP,
        },
      },
      {
        data: { values: labels },
        mark: { type: 'text', align: 'left', baseline: 'middle', fontStyle: 'italic', fontSize: 10 },
        encoding: { x: { datum: 0, ...x }, y: { field: 'row', ...y }, text: { field: 'thread' } },
      },
    ],
  };
}

/** The bars of a system; each thread has rows of its own, below a row with its name where there are several. */
function barsOf(
  { length, lanes }: Timeline,
  most: number,
): { bars: Bar[]; labels: { row: number; thread: string }[]; height: number } {
  const bars: Bar[] = [];
  const labels: { row: number; thread: string }[] = [];
  let row = 0;
  for (const { name: thread, spans } of lanes) {
    if (lanes.length > 1) labels.push({ row: row++ + HALF, thread: `thread ${thread}` });
    let deepest = 0;
    for (const span of spans) {
      const width = (cyclesOf(span.end - span.start) / most) * WIDTH;
      if (width < NARROWEST) continue;
      deepest = Math.max(deepest, span.depth);
      bars.push(barOf(span, row + span.depth, width, length, thread));
    }
    row += deepest + 1;
  }
  return { bars, labels, height: row };
}

const HALF = 0.5;

function barOf(span: Span, row: number, width: number, length: number, thread: string): Bar {
  const { name, kind, start, end, place, source } = span;
  const room = Math.floor((width - ROW / 4) / CHARACTER);
  const text = name.length <= room ? name : room > SHORTEST ? `${name.slice(0, room - 1)}…` : '';
  return {
    from: cyclesOf(start),
    to: cyclesOf(end),
    top: row,
    bottom: row + 1,
    middle: row + HALF,
    text,
    name,
    cycles: formatNumber(cyclesOf(end - start)),
    share: `${(((end - start) / length) * 100).toFixed(1)} %`,
    place: place ?? '',
    what: kind === 'cause' || kind === 'step' ? (place ?? FRAME) : FRAME,
    thread,
    source: source === undefined ? '' : `${source.file}:${source.line}`,
    edge: width >= EDGED ? HALF : 0,
  };
}
