import type { Cause } from '../../core/charges.ts';
import type { FrameOrder } from '../../hardware/frame-order.ts';
import type { PagerFrames } from '../../hardware/frames.ts';

/** Operation codes of compiled paths, the most frequent first. Operands follow the code in the same array. */
export const OP = {
  /** first piece, pieces */
  run: 0,
  /** path, first argument expression, arguments */
  call: 1,
  leave: 2,
  /** slot, expression */
  set: 3,
  jump: 4,
  /** expression, target */
  jumpUnless: 5,
  /** slot, target, loop (or -1) */
  loop: 6,
  /** hardware primitive or cost of the program, times */
  hardware: 7,
  /** first reference, references */
  touch: 8,
  /** bytes, from, to, instructions a word, bits of {@link COPY_MODE} */
  copy: 9,
  fill: 10,
  /** bytes, from, instructions a word, by-frame bits */
  scan: 11,
  body: 12,
  /** object, field, expression */
  setField: 13,
  wait: 14,
  wake: 15,
  /** path of the body, boundary path, arguments ... */
  enter: 16,
  /** instructions */
  spin: 17,
  place: 18,
  part: 19,
  enterSpace: 20,
  flushTlb: 21,
  taskSwitch: 22,
  reschedule: 23,
  accountTick: 24,
  allocate: 25,
  free: 26,
  start: 27,
  finish: 28,
  halt: 29,
  space: 30,
  page: 31,
  /** filter, process slot, segment, cursor slot, address slot, target */
  nextPage: 32,
  disk: 33,
  /** slot, program, priority, arguments ... */
  launch: 34,
  measureStart: 35,
  measureEnd: 36,
  /** stream, choices, (cumulative weight constant, target) ... */
  choose: 37,
  /** locality, instructions, code segment, code pages, data segment, data pages */
  work: 38,
  /** file, offset */
  cachePage: 39,
  /** count, expressions: arguments of the next child's path */
  passToChild: 40,
  /** queue, whether to wait, queue to wait on */
  handOff: 41,
  /** page that is given, address where it appears, whether for writing */
  sharePage: 42,
  /** path */
  handleFaults: 43,
  /** page */
  enterHandler: 44,
  /** elements, instructions an element, untimed, arrays, (kind, from, every, bytes) ... */
  walk: 45,
  /** timer */
  startTimer: 46,
} as const;

/** How a copy reaches its source and its target. */
export const COPY_MODE = { fromByFrame: 1, toByFrame: 2, fetchTarget: 4 } as const;

/** Codes of compiled expressions, evaluated on a small stack. */
export const EXPR = {
  constant: 0,
  local: 1,
  self: 2,
  field: 3,
  memory: 4,
  queue: 5,
  segment: 6,
  region: 7,
  frame: 8,
  areas: 9,
  add: 10,
  subtract: 11,
  multiply: 12,
  divide: 13,
  remainder: 14,
  less: 15,
  lessEqual: 16,
  greater: 17,
  greaterEqual: 18,
  equal: 19,
  notEqual: 20,
  and: 21,
  or: 22,
  not: 23,
  negate: 24,
  minimum: 25,
  maximum: 26,
  mustReschedule: 27,
  waiters: 28,
  kernelDepth: 29,
  cachedPage: 30,
  isCached: 31,
  tables: 32,
  hasTable: 33,
  mappedTables: 34,
  hasMappedTable: 35,
  mappedTable: 36,
  directory: 37,
  end: 38,
} as const;

/** Hardware primitives, each a cost of the machine, with what it is charged to. */
export const HARDWARE_CAUSES = {
  interruptInstruction: 'mode-switch',
  exception: 'mode-switch',
  hardwareInterrupt: 'mode-switch',
  callGate: 'mode-switch',
  systemCall: 'mode-switch',
  returnFromInterrupt: 'mode-switch',
  returnFromCallGate: 'mode-switch',
  returnFromSystemCall: 'mode-switch',
  segmentLoad: 'segment-load',
  localDescriptorTableLoad: 'control-register',
  controlRegisterLoad: 'control-register',
  controlRegisterRead: 'control-register',
  invalidatePage: 'control-register',
  portIoIsa: 'port-io',
  portIoPci: 'port-io',
} as const satisfies Record<string, Cause>;
export type HardwarePrimitive = keyof typeof HARDWARE_CAUSES;
/** The operand of OP.hardware: a primitive, or after them a cost of the program. */
export const HARDWARE = Object.keys(HARDWARE_CAUSES) as HardwarePrimitive[];
/** What the costs of a program are charged to: they stand for instructions that were not counted but timed. */
export const PROGRAM_COST_CAUSE: Cause = 'instructions';

/** How a reference finds its region. */
export const MODE = {
  /** A region of a domain: `a` is its index. */
  region: 0,
  /** The private data of function `a`. */
  function: 1,
  /** Memory `a` of the running process. */
  self: 2,
  /** Memory `a` of the object in slot `b`. */
  object: 3,
  /** The address in slot `b`. */
  address: 4,
  /** Segment `a` of the running process. */
  segment: 5,
} as const;

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
