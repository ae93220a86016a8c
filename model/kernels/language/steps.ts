import { z } from 'zod';
import { knownKeys, mapOf } from '../../document/check.ts';
import { shaped } from '../../document/shape.ts';

/**
 * The steps of a path, as they stand in a file: a map with one verb, and the verb's modifiers beside it.
 * An expression is a text (or a plain number); see expression.ts.
 */
const expression = z.union([z.string().min(1), z.number(), z.boolean()], {
  error: 'an expression (a number or a text such as "min(left, 4096)")',
});
const name = z.string().min(1);
/** Names that expressions have given a meaning. */
const RESERVED = 'self|true|false|must_reschedule|kernel_depth';
/** A name: letters, digits, hyphens and underscores. */
export const NAME = '[A-Za-z_][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*';
const variable = z.string().regex(new RegExp(`^(?!(${RESERVED})$)${NAME}$`), 'a name for a variable');
/** A variable, or a field of what an expression such as `self.parent` names. */
const target = z
  .string()
  .regex(new RegExp(`^(?!(${RESERVED})$)${NAME}(\\.${NAME})*$`), 'a variable or a field');

/** How many lines of a region a step touches, and from which line on. */
const extent = z.union(
  [
    z.int().min(1).max(100_000),
    mapOf({
      lines: z.int().min(1).max(100_000).describe('Lines of 32 bytes.'),
      at: z.int().min(0).max(1_000_000).describe('The first line, counted from 0; 0 by default.').optional(),
      every: z
        .int()
        .min(1)
        .max(4096)
        .describe('Distance between the lines, for a sparse walk; 1 by default.')
        .optional(),
      words: z.int().min(1).max(1024).describe('Words of each line that are accessed.').optional(),
    }),
  ],
  { error: 'a number of lines, or { lines, at, every, words }' },
);
export const references = z.record(
  name,
  extent.describe('How many lines are touched, and from which line on.'),
);
export type References = z.output<typeof references>;

/** An array that a walk goes through: its first element, the distance of its elements and the bytes that are accessed of each. */
const walked = z.strictObject({
  from: expression.describe('Address of the first element.'),
  every: expression.describe('Distance of the elements, in bytes.'),
  bytes: z.int().min(1).max(32).describe('Bytes that are accessed of each element.').optional(),
});

const touches = {
  reads: references.describe('Regions, segments or memory of objects that are read.').optional(),
  writes: references.describe('Regions, segments or memory of objects that are written.').optional(),
};
const instructions = z.int().min(0).max(1e9);
const arguments_ = z.record(name, expression);
const given = arguments_.describe('Values of its parameters, by name.').optional();
const by = (end: string): z.ZodOptional<z.ZodEnum<{ mapping: 'mapping'; frame: 'frame' }>> =>
  z
    .enum(['mapping', 'frame'])
    .describe(
      `How ${end} is reached: through the mapping of the process, or the system's own view of memory.`,
    )
    .optional();
const repeated = 'Steps that are run each time.';
/** A list of steps. (An interface, so that the type of a step may refer to itself.) */
export interface Block extends Array<Step> {}
const block: z.ZodType<Block> = z.lazy(() => z.array(step));

/** Schema of each verb's step. */
export const VERBS = {
  run: z.strictObject({
    run: name.describe('Runs a function of a domain: its instructions over its lines of code and data.'),
    times: expression.describe('How often it is run; 1 by default.').optional(),
    ...touches,
  }),
  compute: z.strictObject({
    compute: z
      .union([instructions, name], { error: 'a number of instructions, or the name of a constant' })
      .describe("User code of a program: a number of instructions over lines of the image's segments."),
    code: references.describe('Segments, and the lines of code in them.'),
    in: name.describe('Domain that the time is charged to; `user` by default.').optional(),
    ...touches,
  }),
  work: z.strictObject({
    work: expression.describe(
      'User code of a program that wanders over a working set: a number of instructions over pages of two segments, from their first on.',
    ),
    locality: name.describe('How it wanders, one of `localities`.'),
    code: z
      .strictObject({
        segment: name.describe('A segment of the image.'),
        pages: expression.describe('Pages, from its first on.'),
      })
      .describe('Where its code lies.'),
    data: z
      .strictObject({
        segment: name.describe('A segment of the image.'),
        pages: expression.describe('Pages, from its first on.'),
      })
      .describe('Where its data lie.'),
  }),
  touch: z.strictObject({ touch: z.literal(true).describe('Only reads and writes.'), ...touches }),
  trap: z.strictObject({
    trap: z
      .enum(['int', 'exception', 'interrupt', 'call-gate', 'system-call'])
      .describe("Enters the kernel: the machine's cost of such a change of privilege."),
    ...touches,
  }),
  return: z.strictObject({
    return: z
      .enum(['iret', 'far', 'system-call'])
      .describe("Leaves the kernel: the machine's cost of such a return."),
    ...touches,
  }),
  segments: z.strictObject({
    segments: z.int().min(1).max(1000).describe('Loads this many segment registers.'),
    ...touches,
  }),
  privileged: z.strictObject({
    privileged: z
      .partialRecord(
        z.enum(['lldt', 'cr-load', 'cr-read', 'invalidate-page']),
        z.int().min(1).max(1000).describe('How many of them.'),
      )
      .describe('Privileged instructions, and how often each runs.'),
    ...touches,
  }),
  spend: z.strictObject({
    spend: name.describe('Time that a source gives in cycles: an entry of `costs`.'),
    ...touches,
  }),
  io: z.strictObject({
    io: z.enum(['isa', 'pci']).describe('Accesses to a port on this bus.'),
    times: z.int().min(1).max(100_000).describe('How many.'),
  }),
  'task-switch': z.strictObject({
    'task-switch': z
      .literal(true)
      .describe("Hardware task switch to the running thread's space; flushes when CR3 changes."),
    ...touches,
  }),
  'enter-space': z.strictObject({
    'enter-space': z
      .enum(['user', 'server'])
      .describe('Makes an address space current: nothing happens when it is already.'),
  }),
  'flush-tlb': z.strictObject({
    'flush-tlb': z
      .literal(true)
      .describe('Reloads CR3 whatever it holds: the way of the time to flush the TLB.'),
  }),
  copy: z.strictObject({
    copy: expression.describe(
      'Copies this many bytes by a string instruction, or by a loop of instructions that also adds a checksum, say.',
    ),
    from: expression.describe('Address of the source.'),
    to: expression.describe('Address of the target.'),
    instructions: z
      .number()
      .min(0)
      .max(1000)
      .describe("Instructions a word beside the string instruction's cycle; 0 by default.")
      .optional(),
    'from-by': by('the source'),
    'to-by': by('the target'),
    'fetch-target': z
      .boolean()
      .describe('Reads from each line of the target first, so that its words are written in L1.')
      .optional(),
  }),
  fill: z.strictObject({
    fill: expression.describe('Fills this many bytes.'),
    to: expression.describe('Address of the target.'),
    'to-by': by('the target'),
  }),
  scan: z.strictObject({
    scan: expression.describe('Reads this many bytes in order, every word, with some instructions a word.'),
    from: expression.describe('Address of the source.'),
    instructions: z.number().min(0).max(1000).describe('Instructions a word.'),
    'from-by': by('the source'),
  }),
  walk: z.strictObject({
    walk: expression.describe('Goes through arrays side by side, this many elements of each.'),
    reads: z.array(walked).describe('Arrays that are read.').optional(),
    writes: z.array(walked).describe('Arrays that are written.').optional(),
    updates: z.array(walked).describe('Arrays that are read, then written.').optional(),
    instructions: z
      .union([z.number().min(0).max(1000), name], {
        error: 'a number of instructions, or the name of a constant',
      })
      .describe('Instructions an element, or the constant that holds them.'),
    untimed: z.literal(true).describe('Caches and TLBs change, and the clock stands.').optional(),
  }),
  'start-timer': z.strictObject({
    'start-timer': name.describe('Starts a timer of the workload, at a phase of its period that is drawn.'),
  }),
  call: z.strictObject({ call: name.describe('Runs another path.'), with: given }),
  syscall: z.strictObject({
    syscall: name.describe('A system call: runs a path of the personality through the boundary.'),
    with: given,
    child: block.describe('Of fork: the steps of the child.').optional(),
    pass: arguments_.describe('Of fork: values that the child finds in variables.').optional(),
  }),
  body: z.strictObject({
    body: z
      .literal(true)
      .describe(
        'Runs what the boundary path was entered for: the body of the system call, the handler of the fault or interrupt.',
      ),
  }),
  repeat: z.strictObject({
    repeat: expression.describe('Runs steps this many times.'),
    do: block.describe(repeated),
  }),
  while: z.strictObject({
    while: expression.describe('Runs steps as long as this is true.'),
    do: block.describe(repeated),
  }),
  if: z.strictObject({
    if: expression.describe('Runs steps when this is true.'),
    then: block.describe('Steps when it is true.'),
    else: block.describe('Steps when it is false.').optional(),
  }),
  choose: z.strictObject({
    choose: name.describe('Draws one of several lists of steps, from a random stream of this name.'),
    among: z
      .array(
        mapOf({
          weight: z.number().positive().describe('How likely it is, beside the other weights.'),
          do: block.describe('Its steps.'),
        }),
      )
      .min(1)
      .describe('The lists of steps, with their weights.'),
  }),
  set: z.strictObject({
    set: z.record(target, expression).describe('Sets variables, and fields of objects.'),
  }),
  new: z.strictObject({
    new: z
      .record(variable, name)
      .describe('Makes objects: variables, and the types of the objects that they name.'),
  }),
  free: z.strictObject({ free: name.describe('Frees the object that a variable names.') }),
  wait: z.strictObject({ wait: expression.describe('The running thread waits on a queue.') }),
  wake: z.strictObject({ wake: expression.describe('Wakes the threads that wait on a queue.') }),
  'hand-off': z.strictObject({
    'hand-off': expression.describe(
      "Switches at once to the thread that waits on a queue longest, without a look at the ready queue and without the structure's switch path. The running thread stays ready, or waits itself.",
    ),
    'then-wait': expression.describe('The queue on which the running thread waits.').optional(),
  }),
  reschedule: z.strictObject({
    reschedule: z
      .literal(true)
      .describe('Lets another ready thread run first, when the scheduler asks for it.'),
  }),
  'account-tick': z.strictObject({
    'account-tick': z.literal(true).describe("Counts a clock tick against the running thread's slice."),
  }),
  'handle-faults': z.strictObject({
    'handle-faults': name.describe(
      "From now on, this path, with the parameter `page`, handles the program's writes to pages that it has protected.",
    ),
  }),
  'enter-handler': z.strictObject({
    'enter-handler': expression.describe(
      'Runs the handler of the running program for a page, in user mode, before the faulting step is tried again.',
    ),
  }),
  start: z.strictObject({
    start: name.describe('Starts the thread of a new process.'),
    at: expression.describe('Where it starts: the entry that fork was given.'),
  }),
  finish: z.strictObject({ finish: z.literal(true).describe('Ends the running thread.') }),
  halt: z.strictObject({ halt: z.literal(true).describe('Stops the processor until the next interrupt.') }),
  space: z.strictObject({
    space: z
      .enum(['create', 'fork', 'exec', 'destroy'])
      .describe(
        'An operation on an address space: it changes state, the steps around it say what that costs.',
      ),
    of: name.describe('The process whose address space it is.'),
    image: expression.describe('Of create and exec: the image that it gets.').optional(),
    from: name.describe('Of fork: the process whose address space is copied.').optional(),
  }),
  page: z.strictObject({
    page: z
      .enum([
        'install',
        'map',
        'unmap-everywhere',
        'write-protect',
        'drop',
        'unmap-others',
        'protect',
        'unprotect',
        'write-protect-others',
      ])
      .describe('An operation on a page: it changes state, the steps around it say what that costs.'),
    at: expression.describe('Address of the page.'),
    write: expression.describe('Whether the page is to be written.').optional(),
  }),
  'share-page': z.strictObject({
    'share-page': expression.describe(
      'Makes this page of one process appear at an address of another, too: until the giver takes it back.',
    ),
    at: expression.describe('The address at which it appears.'),
    write: expression.describe('Whether it may be written there.').optional(),
  }),
  'cache-page': z.strictObject({
    'cache-page': expression.describe(
      'Enters a page of this file into the page cache, in a frame of its own.',
    ),
    offset: expression.describe('Which page of the file.'),
  }),
  'each-page': z.strictObject({
    'each-page': z
      .enum(['present', 'mapped', 'private-writable', 'shared-file'])
      .describe(
        'Runs steps for each such page of an address space; shared-file: each that a shared file stands behind, in memory or not.',
      ),
    of: name.describe('The process whose address space it is.'),
    segment: name.describe('Only pages of this segment.').optional(),
    as: variable.describe('The variable that holds the page.'),
    do: block.describe('Steps for each page.'),
  }),
  disk: z.strictObject({
    disk: z.enum(['read', 'write']).describe('A request to the disk.'),
    block: expression.describe('The first block.'),
    bytes: expression.describe('How many bytes.'),
    'then-wake': expression.describe('The queue that is woken when the request is done.'),
  }),
  part: z.strictObject({
    part: name.describe('From here on, time belongs to this part of the breakdown.'),
  }),
  in: z.strictObject({
    in: name.describe('From here on, charges without a function of their own go to this domain.'),
  }),
  launch: z.strictObject({
    launch: variable.describe(
      'Starts another process of the workload with a program of its own; the variable names it.',
    ),
    program: name.describe('The program that it runs, one of `programs`.'),
    with: given,
    priority: expression
      .describe(
        'Threads of a higher priority run first, and preempt; 0 by default. Children of fork inherit it.',
      )
      .optional(),
  }),
  measure: z.strictObject({
    measure: name.describe('Times steps: their mean time per operation becomes a measure of this name.'),
    operations: expression.describe('Operations that the steps do; 1 by default.').optional(),
    do: block.describe('Steps that are timed.'),
  }),
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
shaped(step, { name: 'step', among: () => VERBS, description: 'A step: a map with one verb.' });

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
