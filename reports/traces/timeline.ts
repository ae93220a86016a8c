import type { SourcePlace } from '../../model/kernels/assembler/debug-table.ts';
import { cellOf } from '../../model/trace/call-tree.ts';
import type { Slice, SliceKind, Trace } from '../../model/trace/trace.ts';

/** A system, and what it did. */
export interface TracedSystem {
  system: string;
  trace: Trace;
}

/** A slice to be drawn or written: a path, a step, or what part of a step went to one cause. Times are ticks from 0 on. */
export interface Span {
  name: string;
  kind: SliceKind | 'cause';
  depth: number;
  start: number;
  end: number;
  /** Of a step whose time went to one place, and of a cause. */
  place?: string;
  source?: SourcePlace;
}

/** Spans of one thread, strictly nested, in the order in which they begin, outer ones first. */
export interface Lane {
  name: string;
  spans: Span[];
}

export interface Timeline {
  system: string;
  /** Ticks; at each of them one lane is busy. */
  length: number;
  operations: number;
  lanes: Lane[];
}

/** Lays the windows of a trace one after the other, and the causes of each step, which came by turns, side by side within it. */
export function timelineOf({ system, trace }: TracedSystem): Timeline {
  const { windows, places } = trace;
  const lanes: Lane[] = [];
  let length = 0;
  for (const { measure, start, end, tracks } of windows) {
    const shift = length - start;
    for (const { name, slices } of tracks)
      lanes.push({
        name: windows.length > 1 ? `${measure}: ${name}` : name,
        spans: slices.flatMap((slice) => spansOf(slice, shift, places)),
      });
    length += end - start;
  }
  const operations = windows.reduce((sum, window) => sum + window.operations, 0);
  return { system, length, operations, lanes };
}

function spansOf(
  { activity, depth, start, end, charges }: Slice,
  shift: number,
  places: readonly string[],
): Span[] {
  const { kind, name, source } = activity;
  const cells = [...charges].sort(([left], [right]) => left - right);
  const [first, last] = [cells.at(0), cells.at(-1)].map((cell) => cell && cellOf(cell[0], places).place);
  const span: Span = {
    ...{ name, kind, depth, start: start + shift, end: end + shift },
    ...(first !== undefined && first === last ? { place: first } : {}),
    ...(source === undefined ? {} : { source }),
  };
  let at = span.start;
  return [
    span,
    ...cells.map(([cell, ticks]): Span => {
      const { place, cause } = cellOf(cell, places);
      const from = at;
      at += ticks;
      return { name: cause, kind: 'cause', depth: depth + 1, start: from, end: at, place };
    }),
  ];
}

/** What an exporter that knows only beginnings and ends is told, in the order of time: ends before beginnings. */
export function walk(spans: readonly Span[], begin: (span: Span) => void, end: (span: Span) => void): void {
  const open: Span[] = [];
  const endDownTo = (depth: number): void => {
    while (open.length > depth) end(open.pop() as Span);
  };
  for (const span of spans) {
    endDownTo(span.depth);
    begin(span);
    open.push(span);
  }
  endDownTo(0);
}
