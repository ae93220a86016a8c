import type { FrameOrder } from '../../hardware/frame-order.ts';
import type { PagerFrames } from '../../hardware/frames.ts';

/** A run of lines that a function or step touches. */
export interface Reference {
  mode: number;
  a: number;
  b: number;
  line: number;
  count: number;
  /** Distance between the lines. */
  every: number;
  /** Words stored to each line before it is read; 0 for reading only. */
  words: number;
}

export interface CompiledFunction {
  name: string;
  domain: number;
  /** Segment that holds the code of user functions, -1 for a domain's own text. */
  segment: number;
  segmentLine: number;
  instructions: number;
  lines: number;
  /** Distance between the lines of code, for a sparse walk through a segment. */
  every: number;
  privateLines: number;
  firstReference: number;
  references: number;
}

export interface CompiledPath {
  name: string;
  /** Start in the code array. */
  entry: number;
  parameters: readonly Parameter[];
  /** Slots that a frame of this path needs. */
  slots: number;
  /** Whether it runs the body that it was entered for. */
  hasBody: boolean;
}

export interface Parameter {
  name: string;
  /** `number`, `address`, or the name of an object type. */
  type: string;
}

export interface CompiledObjectType {
  name: string;
  fields: readonly string[];
  /** By field: its type and the value that it begins with. */
  fieldTypes: readonly string[];
  initial: readonly number[];
  queues: readonly string[];
  memory: readonly { name: string; bytes: number; domain: number }[];
}

export interface CompiledDomain {
  name: string;
  place: number;
  space: 'kernel' | 'small' | 'server' | 'user';
  large: boolean;
  contiguous: boolean;
  textSpread: number;
  dataSpread: number;
  /** Of `compute` steps: instructions that run between one line of code and the next. */
  instructionsPerLine: number;
}

/** How user code wanders over the pages of one segment. */
export interface CompiledWander {
  /** Lines of one visit. */
  lines: number;
  /** Pages that are visited at a time. */
  nearPages: number;
  /** Share of the visits before which one of them is given up for another page. */
  turnover: number;
  /** Exponent of the popularity of the pages of the working set, from which that other page is drawn. */
  pageSkew: number;
  /** Lines of a page that are visited. */
  usedLines: number;
}

/** How user code wanders over its working set. */
export interface CompiledLocality {
  name: string;
  /** Instructions of one visit: of a run of code lines and the data lines that it uses. */
  visit: number;
  code: CompiledWander;
  data: CompiledWander;
  /** Share of the data lines that are written, words written of each, and how many of these lines lie anywhere in their pages. */
  writtenShare: number;
  wordsPerWrittenLine: number;
  fillShare: number;
  /** Instructions simulated line by line after each entry. */
  window: number;
}

export interface CompiledTimer {
  name: string;
  rateHz: number;
  path: number;
}

export interface CompiledSegment {
  segment: number;
  pages: number;
  backing: number;
  file: number;
  at: 'program' | 'libraries' | 'stack';
  /** Pages in memory at the start, from the first on. */
  resident: number;
  /** Who hands out the frames of its own pages: an index into the pagers, or NO_PAGER. */
  pager: number;
}

/**
 * How the processor is shared out: `round-robin` in turn; `goodness` (Linux 2.0) by what is left of slices; `timesharing` (Mach) by what
 * threads have used lately.
 */
export const POLICIES = ['goodness', 'round-robin', 'timesharing'] as const;
export type Policy = (typeof POLICIES)[number];

/**
 * A machine-independent program: one structure, its personality and one workload, linked and compiled to flat codes.
 * Plain data; the simulation interprets it.
 */
export interface Program {
  structure: string;
  workload: string;
  code: Int32Array;
  expressions: Int32Array;
  constants: Float64Array;
  /** Costs of paths in ticks, numbered after the hardware primitives. */
  costs: readonly number[];
  functions: readonly CompiledFunction[];
  references: readonly Reference[];
  paths: readonly CompiledPath[];
  domains: readonly CompiledDomain[];
  /** The domain of the operating system that the personality describes. */
  systemDomain: number;
  places: readonly string[];
  regions: readonly { name: string; domain: number; bytes: number }[];
  objectTypes: readonly CompiledObjectType[];
  /** By object type: the fields that no path reads, but to set them again, as it does to count. */
  unreadFields: readonly (readonly number[])[];
  /** Index of the type of processes; its first fields are the ones of {@link PROCESS_FIELD}. */
  processType: number;
  segments: readonly string[];
  images: readonly { name: string; segments: readonly CompiledSegment[] }[];
  files: readonly { name: string; pages: number; resident: boolean }[];
  programs: readonly { name: string; path: number; image: number }[];
  localities: readonly CompiledLocality[];
  /** Those of the structure run from the start; the workload's follow, and start by a step. */
  timers: readonly CompiledTimer[];
  /** How many timers run from the start. */
  runningTimers: number;
  pagers: readonly PagerFrames[];
  /** In which order the operating system hands page frames out. */
  pageFrames: FrameOrder;
  streams: readonly string[];
  parts: readonly string[];
  measures: readonly string[];
  /** Measures whose single executions are noted. */
  noted: readonly string[];
  loops: number;
  pageTables: 'shared' | 'separate';
  policy: Policy;
  /** Infinity: threads run until they wait. */
  sliceNs: number;
  /** For goodness: clock ticks by which a woken thread must be ahead to preempt. */
  wakeUpMargin: number;
  /** Steps of a run, at most: what takes more is taken not to end. */
  mostWork: number;
  /** For timesharing: what a thread has used is multiplied by `decay` after each interval. */
  decay: number;
  decayIntervalNs: number;
  /** Time that each request keeps the disk waiting, beyond the disk's own time. */
  diskWaitNs: number;
  /** Paths that the engine itself enters. */
  hooks: {
    pageFault: number;
    faultHandler: number;
    resolvePage: number;
    interrupt: number;
    switch: number;
    startProcess: number;
    idle: number;
    diskInterrupt: number;
  };
}

/** Fields that every process has, before those of the personality. `handler` is 1 plus the path that handles its faults, or 0. */
export const PROCESS_FIELD = { space: 0, thread: 1, parent: 2, handler: 3 } as const;
export const PROCESS_FIELDS = Object.keys(PROCESS_FIELD);
export const PROCESS_FIELD_TYPES: Readonly<Record<string, string>> = { parent: 'process' };

/** Slots of a boundary path that hold the body: its path, then its arguments. */
export const BODY_SLOT = 0;
export const BODY_ARGUMENTS = 6;
export const BODY_SLOTS = 1 + BODY_ARGUMENTS;

/** What stands behind a segment's pages. */
export const BACKING = {
  /** Program text or a shared file mapping: pages of the page cache, shared by all. */
  file: 0,
  /** Initialised data: a page of the file until it is written, then a copy of one's own. */
  privateFile: 1,
  /** Stack, heap, bss: zero-filled when first touched. */
  zero: 2,
} as const;

/** An object has at most this many fields, and as many pieces of memory and queues. */
export const MEMBERS = 32;

/** Domains of a structure with memory of their own, at most. */
export const MAX_KERNEL_DOMAINS = 8;
