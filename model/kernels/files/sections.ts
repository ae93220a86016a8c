import { z } from 'zod';
import { mapOf } from '../../document/check.ts';
import { quantity, sourced, sourceText, status } from '../../document/sourced.ts';
import { identifier } from '../language/names.ts';
import { references } from '../language/operands.ts';
import { steps } from '../verbs/index.ts';
import { MECHANISMS, type Mechanism } from './mechanisms.ts';

const MAX_DATA_BYTES = 2 ** 23;
/** A faster timer would leave no time between its interrupts. */
const MAX_TIMER_HZ = 1e5;

export const table = <Value extends z.ZodType>(value: Value): z.ZodRecord<typeof identifier, Value> =>
  z.record(identifier, value);

/** Data of a kernel lies within the memory that its image may take. */
const dataSize = quantity('size', { min: 1, max: MAX_DATA_BYTES, integer: true });

export const provenance = {
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

export const segment = mapOf({
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
export const sections = {
  title: z.string().describe('What it is, in one line.').optional(),
  include: z
    .array(z.string())
    .describe(
      'Files whose sections count as well: below this one, or below the shipped ones of the kind, such as parts/l4.yaml.',
    )
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

export const timer = mapOf({
  rate: quantity('frequency', { min: 0.1, max: MAX_TIMER_HZ }).describe(
    'Interrupts a second, such as 100 Hz.',
  ),
  handler: identifier.describe('The path that handles its interrupt.'),
  ...provenance,
});

/** Paths that a structure must provide, with their parameters. */
export const boundary = table(z.record(identifier, identifier));

export type KernelFunction = z.output<typeof kernelFunction>;
export type ObjectType = z.output<typeof objectType>;
export type PathSpec = z.output<typeof path>;
export type ImageSpec = z.output<typeof image>;
export type PagerSpec = z.output<typeof pager>;
