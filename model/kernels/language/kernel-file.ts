import { z } from 'zod';
import { FRAME_ORDERS } from '../../hardware/frame-order.ts';
import { LARGE_PAGE_BYTES, LINES_PER_PAGE, PAGE_BYTES } from '../../hardware/layout.ts';
import { mapOf } from '../../document/check.ts';
import { quantity, sourced, sourceText, status } from '../../document/sourced.ts';
import { unit } from '../../units.ts';
import { jobMixSchema } from '../../workloads/mix-file.ts';
import { POLICIES } from '../compile/program.ts';
import { MECHANISMS, type Mechanism } from './mechanisms.ts';
import { NAME, references, steps } from './steps.ts';

const MAX_DATA_BYTES = 2 ** 23;
/** Lists of free blocks; a block of the last one holds 128 MB. */
const MAX_BUDDY_LISTS = 16;
/** A faster timer would leave no time between its interrupts. */
const MAX_TIMER_HZ = 1e5;

/** Names in files: small letters, digits, hyphens and underscores; subtraction in expressions needs spaces. */
export const identifier = z.string().regex(new RegExp(`^${NAME}$`), 'a name of letters, digits, _ and -');
const table = <Value extends z.ZodType>(value: Value): z.ZodRecord<typeof identifier, Value> =>
  z.record(identifier, value);

/** How compiled code of a domain touches memory: derived from the traces, one rule for all its functions. */
const footprint = mapOf({
  'instructions-per-line': sourced('count', { min: 1, max: 16 }).describe(
    'Instructions that run of each line of code.',
  ),
  'lines-per-function': sourced('count', { min: 1, max: 4096 }).describe(
    'Lines of code that lie together; longer code lies in several pieces.',
  ),
  'text-spread': sourced('count', { min: 1, max: 100 }).describe(
    'Size of the code over what of it runs: pieces lie that much apart.',
  ),
  'instructions-per-data-line': sourced('count', { min: 1, max: 1000 }).describe(
    'Instructions for each line of data that they touch.',
  ),
  'data-spread': sourced('count', { min: 1, max: 1000 }).describe(
    'Size of the data over what of it is touched: lines lie that much apart.',
  ),
  'written-share': sourced('count', { min: 0, max: 1 }).describe('Share of the data lines that is written.'),
  'words-per-written-line': sourced('count', { min: 1, max: 8 }).describe(
    'Words that are written of such a line.',
  ),
});

/** Data of a kernel lies within the memory that its image may take. */
const dataSize = quantity('size', { min: 1, max: MAX_DATA_BYTES, integer: true });

/** A protection domain: where its code and data lie. */
const domain = mapOf({
  place: identifier
    .describe('The place to which its time is charged; by default the name of the domain.')
    .optional(),
  space: z
    .enum(['kernel', 'small', 'server', 'user'])
    .describe(
      '`kernel` is mapped in every address space, `small` is reached without a TLB flush, `server` has an address space of its own, `user` is the running process.',
    ),
  pages: quantity('size')
    .refine((bytes) => bytes === PAGE_BYTES || bytes === LARGE_PAGE_BYTES, 'a page size (4 KiB or 4 MiB)')
    .describe('Size of its pages: 4 KiB (the default) or 4 MiB.')
    .optional(),
  frames: z
    .enum(['contiguous', 'scattered'])
    .describe('How its pages lie in memory: one after the other, or wherever a frame was free.')
    .optional(),
  footprint: footprint.describe('How its code touches memory, from traces.').optional(),
  'instructions-per-line': sourced('count', { min: 1, max: 64 })
    .describe(
      'Of `compute` steps: instructions that run between one line of code and the next; 1 by default. What is more than the lines hold runs after the last.',
    )
    .optional(),
});

const provenance = {
  source: sourceText
    .describe('Where the counts come from: a document and the place in it, or how they were derived.')
    .optional(),
  status: status.optional(),
};
const instructions = z.int().min(0).max(1e9).describe('Instructions that run.');

const kernelFunction = z.union(
  [
    instructions,
    mapOf({
      instructions,
      lines: z
        .int()
        .min(0)
        .max(4096)
        .describe('Lines of code; by default what the footprint of the domain says.')
        .optional(),
      data: z
        .int()
        .min(0)
        .max(4096)
        .describe('Lines of data without a name; by default what the footprint of the domain says.')
        .optional(),
      reads: references.describe('Regions, segments or memory of objects that are read.').optional(),
      writes: references.describe('Regions, segments or memory of objects that are written.').optional(),
      absent: z
        .boolean()
        .describe('The function keeps its place in memory, but steps that run it do nothing.')
        .optional(),
      ...provenance,
    }),
  ],
  { error: 'a number of instructions, or { instructions, lines, data, reads, writes }' },
);

const memory = z.union(
  [
    dataSize,
    mapOf({
      size: dataSize.describe('Size of the piece, such as 4 KiB.'),
      domain: identifier.describe('The domain that the piece belongs to.'),
    }),
  ],
  { error: 'a size, or { size, domain }' },
);

const objectType = mapOf({
  fields: table(
    z.union([z.number(), identifier], { error: 'a number, or a type (address, or a type of object)' }),
  )
    .describe(
      'Fields: numbers by the value that they begin with; others by their type, `address` or a type of object.',
    )
    .optional(),
  queues: z.array(identifier).describe('Queues on which threads wait.').optional(),
  memory: table(memory).describe('Pieces of memory that each object has, by name and size.').optional(),
});

const path = mapOf({
  params: table(identifier)
    .describe('Parameters by type: `number`, `address` or a type of object.')
    .optional(),
  steps: steps.describe('What the path does, in turn.'),
  note: z.string().describe('What else is to be said about the path.').optional(),
  ...provenance,
});

const segment = mapOf({
  pages: z.int().min(1).max(65536).describe('Pages of 4 KiB.'),
  backing: z
    .enum(['file', 'private-file', 'zero'])
    .describe(
      'What stands behind the pages: a shared file, a file whose pages are copied when written, or zeros.',
    ),
  file: identifier.describe('The file behind the pages, one of `files`.').optional(),
  at: z.enum(['program', 'libraries', 'stack']).describe('Where in the address space it lies.'),
  resident: z
    .int()
    .min(0)
    .describe('Pages that a process which has been running has in memory; all by default.')
    .optional(),
});

/** Who hands page frames out beside the operating system. */
const pager = mapOf({
  colours: sourced('count', { min: 1, max: 65536, integer: true })
    .describe(
      "Page colours that nobody else gets frames of; without it the pager shares the operating system's frames.",
    )
    .optional(),
  order: z
    .enum(['drawn', 'colours-in-turn'])
    .describe('Frames in an order that is drawn, or of one colour after the other.')
    .optional(),
  ...provenance,
});

const image = mapOf({
  segments: table(segment).describe('Its segments, by name.'),
  includes: z
    .array(identifier)
    .describe('Images whose segments it has as well, such as a C library.')
    .optional(),
  pager: identifier
    .describe('Who hands out the frames of its own pages; the operating system by default.')
    .optional(),
  ...provenance,
});

const test = mapOf({
  title: z.string().describe('What the test measures, in one line.'),
  unit: unit.describe('Unit of the result; the letter u stands for micro.'),
  program: identifier.describe('The program that the first process runs.'),
  total: z
    .record(identifier, z.number().positive())
    .describe('Adds up measures, each as often as it says: a whole of which parts were run.')
    .optional(),
  bytes: z.number().positive().describe('Bytes moved by one operation, for bandwidths.').optional(),
  truncate: z
    .boolean()
    .describe("Reports whole units, as the benchmark's integer arithmetic does.")
    .optional(),
  statistic: z
    .enum(['mean', 'minimum', 'trimmed-mean', 'maximum'])
    .describe(
      'How repeated values become one: of the executions within a run (minimum), or of the replications (trimmed-mean, and maximum: the worst of all page colourings, placements and phases). Charges are those of what is taken; of several that are equal, the first.',
    )
    .optional(),
  executions: mapOf({
    of: identifier.describe('The measure.'),
    percentiles: z.array(z.number().gt(0).lt(100)).describe('Percentiles of their times.').optional(),
    deadline: quantity('duration', { min: 1 })
      .describe('How many take longer than this, such as 6 ms.')
      .optional(),
  })
    .describe(
      'Tells of a measure how the times of its single executions are distributed, and how many end after a deadline.',
    )
    .optional(),
  replications: z
    .int()
    .min(1)
    .max(1000)
    .describe('Least number of replications, where best and worst over page colours are the result.')
    .optional(),
  subtract: identifier.describe('A measure to subtract, as lat_ctx subtracts its overhead.').optional(),
  part: identifier.describe('The time of this part of the measured block, instead of the whole.').optional(),
  parts: z.boolean().describe('Reports each part of the measured block as well.').optional(),
  ...provenance,
});

/** How user code wanders over one segment: at home in a few pages at a time. */
const wander = {
  'near-pages': sourced('count', { min: 1, max: 1024, integer: true }).describe(
    'Pages that it visits at a time, all alike.',
  ),
  turnover: sourced('ratio', { min: 0, max: 1 }).describe(
    'Share of the visits before which one of these pages is given up for another of the working set.',
  ),
  'page-skew': sourced('count', { min: 1, max: 32, integer: true }).describe(
    'How much some pages come oftener than others; 1: all alike.',
  ),
  'used-lines': sourced('count', { min: 1, max: LINES_PER_PAGE, integer: true }).describe(
    'Lines of a page that it visits, all alike.',
  ),
};

/** How user code wanders over its working set; see working-set.ts. */
const locality = mapOf({
  code: mapOf({
    lines: sourced('count', { min: 1, max: 64, integer: true }).describe(
      'Lines that run one after the other before the next visit.',
    ),
    'instructions-per-line': sourced('count', { min: 1, max: 64 }).describe(
      'Instructions that run of each line until then, loops over the same lines included.',
    ),
    ...wander,
  }).describe('Visits of code.'),
  data: mapOf({
    lines: sourced('count', { min: 0, max: 64, integer: true }).describe(
      'Lines that are visited for each run of code, those left out that have just been used.',
    ),
    ...wander,
    'written-share': sourced('ratio', { min: 0, max: 1 }).describe(
      'Share of the lines that is written; segments of shared files are only read.',
    ),
    'words-per-written-line': sourced('count', { min: 1, max: 8, integer: true }).describe(
      'Words that are written of such a line.',
    ),
    'fill-share': sourced('ratio', { min: 0, max: 1 }).describe(
      'Share of the written lines that lie anywhere in their pages, as memory does that is filled; the others are lines that are read too.',
    ),
  }).describe('Visits of data.'),
  window: sourced('count', { min: 2, max: 1e9, integer: true }).describe(
    'Instructions after each entry of user code that are simulated line by line.',
  ),
});

/** Names of functions by mechanism. */
const mechanisms = mapOf(
  Object.fromEntries(
    MECHANISMS.map((name) => [
      name,
      z
        .array(identifier)
        .describe(`Functions that belong to ${name.replaceAll('-', ' ')}.`)
        .optional(),
    ]),
  ) as Record<Mechanism, z.ZodOptional<z.ZodArray<typeof identifier>>>,
);

/** Sections that structures, personalities and workloads share. */
const sections = {
  title: z.string().describe('What it is, in one line.').optional(),
  include: z
    .array(z.string())
    .describe('Files below this one whose sections count as well, such as parts/l4.yaml.')
    .optional(),
  ...provenance,
  objects: table(objectType)
    .describe('Types of objects: fields, queues, and memory that each object has.')
    .optional(),
  regions: z
    .record(identifier, table(dataSize.describe('Size of the region, such as 4 KiB.')))
    .describe('Static data by domain, name and size.')
    .optional(),
  functions: z
    .record(
      identifier,
      table(
        kernelFunction.describe('Instructions, and where needed lines of code and data, reads and writes.'),
      ),
    )
    .describe('Functions of the kernel by domain and name: instructions, and the lines that they touch.')
    .optional(),
  paths: table(path).describe('Lists of steps, by name.').optional(),
  mechanisms: mechanisms.describe('Functions that belong to a mechanism, by name.').optional(),
  constants: table(sourced('count', { min: -1e12, max: 1e12 }))
    .describe('Numbers that expressions use by name.')
    .optional(),
  costs: table(sourced('cycles', { min: 0, max: 1e6 }))
    .describe('Times of straight code that a source gives in cycles, without misses; `spend` charges them.')
    .optional(),
  pagers: table(pager).describe('Who hands page frames out beside the operating system.').optional(),
  images: table(image).describe('Program images: segments, and what stands behind their pages.').optional(),
  files: table(
    mapOf({
      pages: z.int().min(1).max(65536).describe('Pages of 4 KiB.'),
      resident: z.boolean().describe('Whether its pages are in the page cache from the start.'),
    }),
  )
    .describe('Files, by name.')
    .optional(),
};

const timer = mapOf({
  rate: quantity('frequency', { min: 0.1, max: MAX_TIMER_HZ }).describe(
    'Interrupts a second, such as 100 Hz.',
  ),
  handler: identifier.describe('The path that handles its interrupt.'),
  ...provenance,
});

export const structureSchema = mapOf({
  structure: identifier.describe('Name of the structure.'),
  extends: z
    .string()
    .describe('Another structure, a shipped name or a YAML file: this file replaces what it names of it.')
    .optional(),
  personality: z
    .string()
    .describe(
      'The operating system on it: a shipped personality or a YAML file. A file that others include has none.',
    )
    .optional(),
  'page-tables': z
    .enum(['shared', 'separate'])
    .describe(
      'shared: a page that the operating system enters is mapped at once. separate: it has tables of its own, and mapping is a step.',
    )
    .optional(),
  'system-domain': identifier
    .describe('Domain of the operating system that the personality describes; `linux` by default.')
    .optional(),
  scheduler: mapOf({
    policy: z.enum(POLICIES).describe('How the next thread is chosen.'),
    slice: sourced('duration', { min: 1 }).describe('Time after which a thread is preempted.'),
    'wake-up-margin': sourced('count', { min: 0, max: 1e6, integer: true })
      .describe(
        'For goodness: a thread that wakes up preempts the running one when its slice has more than this many clock ticks more left.',
      )
      .optional(),
    decay: sourced('ratio', { min: 0, max: 1 })
      .describe('For timesharing: what a thread has used counts so much less after each interval.')
      .optional(),
    'decay-interval': sourced('duration', { min: 1 }).describe('The interval of the decay.').optional(),
  })
    .describe('Which thread runs next, and for how long. Without it, threads run until they wait, in turn.')
    .optional(),
  'page-frames': mapOf({
    order: z
      .enum(FRAME_ORDERS)
      .describe(
        'drawn: at random. in-order: rising. buddy: from lists of free blocks, as in Linux 2.0. free-list: from a list of single frames, as in Mach.',
      ),
    lists: sourced('count', { min: 1, max: MAX_BUDDY_LISTS, integer: true })
      .describe('For buddy: how many lists there are; they hold blocks of 1, 2, 4 and so on frames.')
      .optional(),
    'used-before': sourced('ratio', { min: 0, max: 1 })
      .describe(
        'For buddy and free-list: share of memory that was used before a run, at most. Each run, which stands for a boot, draws its own between none and this; by default 0: memory is fresh.',
      )
      .optional(),
    'still-in-use': sourced('ratio', { min: 0, max: 1 })
      .describe('Share of the frames used before that is in use as the run begins; by default 0.')
      .optional(),
    ...provenance,
  })
    .describe('In which order the operating system hands page frames out; drawn by default.')
    .optional(),
  domains: table(domain)
    .describe('Protection domains: where code and data lie, and how the code touches memory.')
    .optional(),
  disk: mapOf({
    'wait-per-request': sourced('duration').describe(
      'Time that each request holds the disk up before it is served, beyond what the disk itself takes: a what-if.',
    ),
  })
    .describe('What the structure adds to the time of the disk.')
    .optional(),
  timers: table(timer).describe('Timers that run all the time.').optional(),
  'every-image': table(segment)
    .describe('Segments that this structure adds to every process, such as an emulation library.')
    .optional(),
  ...sections,
}).describe(
  'A structure: domains, boundary paths, scheduler and timers of one way to build an operating system.',
);

/** Paths that a structure must provide, with their parameters. */
const boundary = table(z.record(identifier, identifier));

export const personalitySchema = mapOf({
  personality: z.string().describe('Name of the personality.'),
  boundary: boundary.describe('Paths that a structure must provide, with their parameters.').optional(),
  ...sections,
}).describe('A personality: an operating system over boundary operations that a structure provides.');

export const workloadSchema = mapOf({
  workload: identifier.describe('Name of the workload.'),
  personality: z
    .string()
    .describe(
      'The operating system that its programs call; only structures with this personality run them. A file that others include has none.',
    )
    .optional(),
  programs: table(
    mapOf({
      image: identifier.describe('The image that the program runs, one of `images`.'),
      params: table(identifier)
        .describe('Parameters by type: `number`, `address` or a type of object.')
        .optional(),
      steps: steps.describe('What the program does, in turn.'),
      ...provenance,
    }),
  )
    .describe('Programs, by name: an image and steps.')
    .optional(),
  tests: table(test).describe('Tests, by name: a program, and how its measure becomes the value.').optional(),
  localities: table(locality).describe('How `work` steps wander over a working set, by name.').optional(),
  boundary: boundary
    .describe("What a structure must provide beyond the personality's boundary, to run this workload.")
    .optional(),
  timers: table(timer).describe('Timers that a step starts.').optional(),
  quick: z
    .record(
      z.string(),
      z.union([z.string(), z.number()], { error: 'a value, with its unit where it has one' }),
    )
    .describe('What a quick look sets, by path, such as a smaller window of a locality.')
    .optional(),
  'most-work': z
    .int()
    .min(1)
    .max(1e15)
    .describe(
      'Steps of paths, elements of walks and visits of working sets that a run may take, at most; 1,000,000,000 by default. What takes more is taken not to end.',
    )
    .optional(),
  'job-mix': jobMixSchema
    .describe('Tasks that run subtests in random order and compete for one processor and one disk.')
    .optional(),
  ...sections,
}).describe('A workload: files, program images, programs and tests.');

/** Sections that count in the file that a structure is named by, not in one that it includes. */
export const MAIN_SECTIONS = [
  'extends',
  'personality',
  'page-tables',
  'system-domain',
  'scheduler',
  'page-frames',
  'disk',
  'domains',
  'timers',
  'every-image',
] as const;

export type FootprintRule = z.output<typeof footprint>;
export type KernelFunction = z.output<typeof kernelFunction>;
export type ObjectType = z.output<typeof objectType>;
export type PathSpec = z.output<typeof path>;
export type ImageSpec = z.output<typeof image>;
export type PagerSpec = z.output<typeof pager>;
export type Locality = z.output<typeof locality>;
export type WorkloadTest = z.output<typeof test>;
export type Structure = z.output<typeof structureSchema>;
export type Personality = z.output<typeof personalitySchema>;
export type Workload = z.output<typeof workloadSchema>;
