import { z } from 'zod';
import { knownKeys, mapOf } from '../../spec/check.ts';

/**
 * The steps of a path, as they stand in a file: a map with one verb, and the verb's modifiers beside it.
 * An expression is a text (or a plain number); see expression.ts.
 */
export const expression = z.union([z.string().min(1), z.number(), z.boolean()], {
  error: 'an expression (a number or a text such as "min(left, 4096)")',
});
const name = z.string().min(1);
/** Names that expressions have given a meaning. */
const RESERVED = 'self|true|false|must_reschedule|kernel_depth';
const NAME = '[a-z_][a-z0-9_]*(-[a-z0-9_]+)*';
const variable = z.string().regex(new RegExp(`^(?!(${RESERVED})$)${NAME}$`, 'i'), 'a name for a variable');
/** A variable, or a field of what an expression such as `self.parent` names. */
const target = z
  .string()
  .regex(new RegExp(`^(?!(${RESERVED})$)${NAME}(\\.${NAME})*$`, 'i'), 'a variable or a field');

/** How many lines of a region a step touches, and from which line on. */
const extent = z.union(
  [
    z.int().min(1).max(100_000),
    mapOf({
      lines: z.int().min(1).max(100_000),
      at: z.int().min(0).max(1_000_000).optional(),
      /** Distance between the lines, for a sparse walk; 1 by default. */
      every: z.int().min(1).max(4096).optional(),
      words: z.int().min(1).max(1024).optional(),
    }),
  ],
  { error: 'a number of lines, or { lines, at, every, words }' },
);
export const references = z.record(name, extent);
export type References = z.output<typeof references>;

/** An array that a walk goes through: its first element, the distance of its elements and the bytes that are accessed of each. */
const walked = z.strictObject({
  from: expression,
  every: expression,
  bytes: z.int().min(1).max(32).optional(),
});
export type Walked = z.output<typeof walked>;

const touches = { reads: references.optional(), writes: references.optional() };
const instructions = z.int().min(0).max(1e9);
const arguments_ = z.record(name, expression);
/** A list of steps. (An interface, so that the type of a step may refer to itself.) */
export interface Block extends Array<Step> {}
const block: z.ZodType<Block> = z.lazy(() => z.array(step));

/** Schema of each verb's step. */
export const VERBS = {
  /** Runs a function of a domain: its instructions over its lines of code and data. */
  run: z.strictObject({ run: name, times: expression.optional(), ...touches }),
  /** User code of a program: instructions over lines of the image's segments. */
  compute: z.strictObject({
    compute: z.union([instructions, name], { error: 'a number of instructions, or the name of a constant' }),
    code: references,
    /** Domain that the time is charged to; `user` by default. */
    in: name.optional(),
    ...touches,
  }),
  /** User code of a program that wanders over a working set: pages of two segments, from their first on. */
  work: z.strictObject({
    work: expression,
    locality: name,
    code: z.strictObject({ segment: name, pages: expression }),
    data: z.strictObject({ segment: name, pages: expression }),
  }),
  touch: z.strictObject({ touch: z.literal(true), ...touches }),
  trap: z.strictObject({
    trap: z.enum(['int', 'exception', 'interrupt', 'call-gate', 'system-call']),
    ...touches,
  }),
  return: z.strictObject({ return: z.enum(['iret', 'far', 'system-call']), ...touches }),
  segments: z.strictObject({ segments: z.int().min(1).max(1000), ...touches }),
  privileged: z.strictObject({
    privileged: z.partialRecord(
      z.enum(['lldt', 'cr-load', 'cr-read', 'invalidate-page']),
      z.int().min(1).max(1000),
    ),
    ...touches,
  }),
  /** Time that a source gives in cycles: an entry of `costs`. */
  spend: z.strictObject({ spend: name, ...touches }),
  io: z.strictObject({ io: z.enum(['isa', 'pci']), times: z.int().min(1).max(100_000) }),
  /** Hardware task switch to the running thread's space; flushes when CR3 changes. */
  'task-switch': z.strictObject({ 'task-switch': z.literal(true), ...touches }),
  /** Makes an address space current: nothing happens when it is already. */
  'enter-space': z.strictObject({ 'enter-space': z.enum(['user', 'server']) }),
  /** Reloads CR3 whatever it holds: the way of the time to flush the TLB. */
  'flush-tlb': z.strictObject({ 'flush-tlb': z.literal(true) }),
  /** Copies bytes by a string instruction, or by a loop of instructions that also adds a checksum, say. */
  copy: z.strictObject({
    copy: expression,
    from: expression,
    to: expression,
    /** Instructions a word beside the string instruction's cycle; 0 by default. */
    instructions: z.number().min(0).max(1000).optional(),
    'from-by': z.enum(['mapping', 'frame']).optional(),
    'to-by': z.enum(['mapping', 'frame']).optional(),
    /** Reads from each line of the target first, so that its words are written in L1. */
    'fetch-target': z.boolean().optional(),
  }),
  fill: z.strictObject({
    fill: expression,
    to: expression,
    'to-by': z.enum(['mapping', 'frame']).optional(),
  }),
  /** Reads bytes in order, every word, with some instructions a word. */
  scan: z.strictObject({
    scan: expression,
    from: expression,
    instructions: z.number().min(0).max(1000),
    'from-by': z.enum(['mapping', 'frame']).optional(),
  }),
  /** Goes through arrays side by side, so many elements of each. */
  walk: z.strictObject({
    walk: expression,
    reads: z.array(walked).optional(),
    writes: z.array(walked).optional(),
    /** Read, then written. */
    updates: z.array(walked).optional(),
    /** Instructions an element, or the constant that holds them. */
    instructions: z.union([z.number().min(0).max(1000), name], {
      error: 'a number of instructions, or the name of a constant',
    }),
    /** Caches and TLBs change, and the clock stands. */
    untimed: z.literal(true).optional(),
  }),
  /** Starts a timer of the workload, at a phase of its period that is drawn. */
  'start-timer': z.strictObject({ 'start-timer': name }),
  call: z.strictObject({ call: name, with: arguments_.optional() }),
  /** A system call; fork takes the steps of the child, and values that it finds in variables. */
  syscall: z.strictObject({
    syscall: name,
    with: arguments_.optional(),
    child: block.optional(),
    pass: arguments_.optional(),
  }),
  /** Runs what the boundary path was entered for: the body of the system call, the handler of the fault or interrupt. */
  body: z.strictObject({ body: z.literal(true) }),
  repeat: z.strictObject({ repeat: expression, do: block }),
  while: z.strictObject({ while: expression, do: block }),
  if: z.strictObject({ if: expression, then: block, else: block.optional() }),
  choose: z.strictObject({
    choose: name,
    among: z.array(mapOf({ weight: z.number().positive(), do: block })).min(1),
  }),
  set: z.strictObject({ set: z.record(target, expression) }),
  new: z.strictObject({ new: z.record(variable, name) }),
  free: z.strictObject({ free: name }),
  wait: z.strictObject({ wait: expression }),
  wake: z.strictObject({ wake: expression }),
  /**
   * Switches at once to the thread that waits on a queue longest, without a look at the ready queue and without the structure's switch
   * path. The running thread stays ready, or waits itself.
   */
  'hand-off': z.strictObject({ 'hand-off': expression, 'then-wait': expression.optional() }),
  /** Lets another ready thread run first, when the scheduler asks for it. */
  reschedule: z.strictObject({ reschedule: z.literal(true) }),
  /** Counts a clock tick against the running thread's slice. */
  'account-tick': z.strictObject({ 'account-tick': z.literal(true) }),
  /** From now on, a path with the parameter `page` handles the program's writes to pages that it has protected. */
  'handle-faults': z.strictObject({ 'handle-faults': name }),
  /** Runs the handler of the running program for a page, in user mode, before the faulting step is tried again. */
  'enter-handler': z.strictObject({ 'enter-handler': expression }),
  /** Starts the thread of a new process. */
  start: z.strictObject({ start: name, at: expression }),
  /** Ends the running thread. */
  finish: z.strictObject({ finish: z.literal(true) }),
  halt: z.strictObject({ halt: z.literal(true) }),
  /** Operations on address spaces; they change state, the steps around them say what that costs. */
  space: z.strictObject({
    space: z.enum(['create', 'fork', 'exec', 'destroy']),
    of: name,
    image: expression.optional(),
    from: name.optional(),
  }),
  page: z.strictObject({
    page: z.enum([
      'install',
      'map',
      'unmap-everywhere',
      'write-protect',
      'drop',
      'unmap-others',
      'protect',
      'unprotect',
      'write-protect-others',
    ]),
    at: expression,
    write: expression.optional(),
  }),
  /** Makes a page that one process has appear at an address of another, too: until the giver takes it back. */
  'share-page': z.strictObject({
    'share-page': expression,
    at: expression,
    write: expression.optional(),
  }),
  /** Enters a page of a file into the page cache, in a frame of its own. */
  'cache-page': z.strictObject({ 'cache-page': expression, offset: expression }),
  'each-page': z.strictObject({
    'each-page': z.enum(['present', 'mapped', 'private-writable']),
    of: name,
    segment: name.optional(),
    as: variable,
    do: block,
  }),
  disk: z.strictObject({
    disk: z.enum(['read', 'write']),
    block: expression,
    bytes: expression,
    'then-wake': expression,
  }),
  /** From here on, time belongs to the named part of the breakdown. */
  part: z.strictObject({ part: name }),
  /** From here on, charges without a function of their own go to this domain. */
  in: z.strictObject({ in: name }),
  /** Starts another process of the workload with a program of its own. */
  launch: z.strictObject({
    launch: variable,
    program: name,
    with: arguments_.optional(),
    /** Threads of a higher priority run first, and preempt; 0 by default. Children of fork inherit it. */
    priority: expression.optional(),
  }),
  /** Times a block: its mean time per operation becomes a measure. */
  measure: z.strictObject({ measure: name, operations: expression.optional(), do: block }),
} as const;
export type Verb = keyof typeof VERBS;
export type Step = { [V in Verb]: z.output<(typeof VERBS)[V]> }[Verb];

const VERB_NAMES = Object.keys(VERBS) as Verb[];

/** The verb of a step, or undefined. */
export function verbOf(step: object): Verb | undefined {
  return VERB_NAMES.find((verb) => Object.hasOwn(step, verb));
}

/** A step: the verb decides the schema, so that a fault is reported against what was meant. */
const step: z.ZodType<Step> = z.unknown().transform((input, context): Step => {
  const verb =
    typeof input === 'object' && input !== null && !Array.isArray(input) ? verbOf(input) : undefined;
  if (verb === undefined) {
    context.addIssue({ code: 'custom', message: `a step with one verb (${VERB_NAMES.join(', ')})`, input });
    return z.NEVER;
  }
  const result = VERBS[verb].safeParse(input);
  if (result.success) return result.data;
  const issues = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0
      ? issue.keys.map((key) => unknownModifier(verb, key))
      : [issue],
  );
  context.issues.push(...(issues.map((issue) => ({ ...issue, input })) as typeof context.issues));
  return z.NEVER;
});

/** A second verb is a step too many; another key is a modifier that the verb does not have. */
function unknownModifier(verb: Verb, key: string): z.core.$ZodIssue {
  const path: PropertyKey[] = [];
  return key in VERBS
    ? {
        code: 'custom',
        path: [key],
        message: 'one verb in a step',
        params: { found: `${verb} and ${key}`, at: 'key' },
      }
    : { code: 'unrecognized_keys', keys: [key], path, message: knownKeys(VERBS[verb].shape) };
}

export const steps = z.array(step);
