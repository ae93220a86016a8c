import type { Cause } from '../../model/index.ts';
import { cyclesOf } from '../../model/core/clock.ts';
import { cellOf } from '../../model/trace/call-tree.ts';
import type { Slice, Track, Window } from '../../model/trace/trace.ts';

/** A stretch of time at one place: one step of a path, or a part of it. */
export interface Hop {
  place: string;
  /** What ran: the step, and the path that it is a step of. */
  step: string;
  path: string;
  /** Where it is declared, as file and line. */
  source: string;
  /** Cycles since the start. */
  start: number;
  cycles: number;
  causes: { cause: Cause; cycles: number }[];
}

/** How the processor wanders between places during one system call. */
export interface CallPath {
  title: string;
  cycles: number;
  places: string[];
  hops: Hop[];
  /** Hops that were left out because there are too many to look at. */
  left: number;
}

/** More than anybody wants to step through. */
const MAX_HOPS = 300;

/** The path of the first system call of a window, to its end or to where it waits; of the whole window without a call. */
export function pathOfCall(window: Window, places: readonly string[]): CallPath {
  const call = firstCall(window);
  const { start, end } = call ?? window;
  const all = window.tracks
    .flatMap((track) => hopsOf(track, places, start, end))
    .sort((left, right) => left.start - right.start);
  const hops = all.slice(0, MAX_HOPS);
  return {
    title: call ? call.activity.name : window.measure,
    cycles: cyclesOf(end - start),
    places: inOrder([...new Set(hops.map(({ place }) => place))], places),
    hops,
    left: all.length - hops.length,
  };
}

function firstCall({ tracks }: Window): Slice | undefined {
  const calls = tracks.flatMap(({ slices }) =>
    slices.filter(({ activity }) => activity.kind === 'system-call'),
  );
  return calls.reduce<Slice | undefined>(
    (first, slice) => (first === undefined || slice.start < first.start ? slice : first),
    undefined,
  );
}

function hopsOf({ slices }: Track, places: readonly string[], from: number, to: number): Hop[] {
  const around: Slice[] = [];
  return slices.flatMap((slice): Hop[] => {
    around.length = slice.depth;
    around.push(slice);
    if (slice.activity.kind !== 'step' || slice.start < from || slice.end > to) return [];
    const { source, name } = slice.activity;
    let start = slice.start - from;
    return byPlace(slice, places).map(({ place, ticks, causes }) => {
      const hop: Hop = {
        place,
        step: name,
        path: around.at(-2)?.activity.name ?? '',
        source: source ? `${source.file}:${source.line}` : '',
        start: cyclesOf(start),
        cycles: cyclesOf(ticks),
        causes,
      };
      start += ticks;
      return hop;
    });
  });
}

interface Stay {
  place: string;
  ticks: number;
  causes: Hop['causes'];
}

function byPlace({ charges }: Slice, places: readonly string[]): Stay[] {
  const stays = new Map<string, Stay>();
  for (const [cell, ticks] of charges) {
    const { place, cause } = cellOf(cell, places);
    const stay = stays.get(place) ?? { place, ticks: 0, causes: [] };
    stays.set(place, stay);
    stay.ticks += ticks;
    stay.causes.push({ cause, cycles: cyclesOf(ticks) });
  }
  return [...stays.values()];
}

/** User code on top, the server at the bottom, kernels between. */
function inOrder(some: readonly string[], all: readonly string[]): string[] {
  const rank = (place: string): number => {
    if (place === 'user') return -2;
    if (place === 'emulation-library') return -1;
    return place === 'linux-server' ? all.length : all.indexOf(place);
  };
  return [...some].sort((left, right) => rank(left) - rank(right));
}
