import type { Cause } from '../../core/charges.ts';

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
