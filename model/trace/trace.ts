import type { SourcePlace } from '../kernels/assembler/debug-table.ts';

/** What a slice is: a path by why it was entered, or a step of one. */
export const SLICE_KINDS = [
  'program',
  'call',
  'system-call',
  'fault',
  'interrupt',
  'switch',
  'idle',
  'step',
] as const;
/** One of {@link SLICE_KINDS}. */
export type SliceKind = (typeof SLICE_KINDS)[number];

/** A path or a step, of which there may be many slices. */
export interface Activity {
  /** What it is. */
  kind: SliceKind;
  /** Name of the path, or verb and name of the step, such as `run schedule`. */
  name: string;
  /** Where it stands in the specification. */
  source?: SourcePlace;
}

/** A stretch of time of one thread: in a path from when it runs until it leaves or the thread stops, or in one step. Times are ticks. */
export interface Slice {
  activity: Activity;
  /** Slices around it on its track. */
  depth: number;
  start: number;
  end: number;
  /** Of a step: what its time went to, as pairs of a cell of the charge table and its ticks. */
  charges: Map<number, number>;
}

/** The slices of one thread, strictly nested, in the order in which they began, outer ones first. */
export interface Track {
  name: string;
  slices: Slice[];
}

/** A stretch of a run without gaps: at each tick one thread's slices cover it. */
export interface Window {
  measure: string;
  /** Operations of the measure in the window. */
  operations: number;
  start: number;
  end: number;
  tracks: Track[];
}

/** What happened in the measured blocks of a test. */
export interface Trace {
  places: readonly string[];
  /** One for each measured block that the test adds up; most tests have one. */
  windows: Window[];
  /** By window: how often it is in one operation of the test. */
  weights: number[];
  /** How what is shown differs from what the test reports, if it does. */
  note?: string;
}
