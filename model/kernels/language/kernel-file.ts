import { z } from 'zod';
import { LARGE_PAGE_BYTES, PAGE_BYTES } from '../../hardware/layout.ts';
import { mapOf } from '../../spec/check.ts';
import { quantity, sourced, STATUSES } from '../../spec/sourced.ts';
import { unit } from '../../units.ts';
import { jobMixSchema } from '../../workloads/mix-file.ts';
import { POLICIES } from '../compile/program.ts';
import { MECHANISMS, type Mechanism } from './mechanisms.ts';
import { references, steps } from './steps.ts';

const MAX_DATA_BYTES = 2 ** 23;
/** A faster timer would leave no time between its interrupts. */
const MAX_TIMER_HZ = 1e5;

/** Names in files: small letters, digits, hyphens and underscores; subtraction in expressions needs spaces. */
export const identifier = z
  .string()
  .regex(/^[a-z_][a-z0-9_]*(-[a-z0-9_]+)*$/i, 'a name of letters, digits, _ and -');
const table = <Value extends z.ZodType>(value: Value): z.ZodRecord<typeof identifier, Value> =>
  z.record(identifier, value);

/** How compiled code of a domain touches memory: derived from the traces, one rule for all its functions. */
const footprint = mapOf({
  'instructions-per-line': sourced('count', { min: 1, max: 16 }),
  'lines-per-function': sourced('count', { min: 1, max: 4096 }),
  'text-spread': sourced('count', { min: 1, max: 100 }),
  'instructions-per-data-line': sourced('count', { min: 1, max: 1000 }),
  'data-spread': sourced('count', { min: 1, max: 1000 }),
  'written-share': sourced('count', { min: 0, max: 1 }),
  'words-per-written-line': sourced('count', { min: 1, max: 8 }),
});

/** Data of a kernel lies within the memory that its image may take. */
const dataSize = quantity('size', { min: 1, max: MAX_DATA_BYTES, integer: true });

/** A protection domain: where its code and data lie. */
const domain = mapOf({
  place: identifier.optional(),
  space: z.enum(['kernel', 'small', 'server', 'user']),
  /** Size of its pages: small or large. */
  pages: quantity('size')
    .refine((bytes) => bytes === PAGE_BYTES || bytes === LARGE_PAGE_BYTES, 'a page size (4 KiB or 4 MiB)')
    .optional(),
  frames: z.enum(['contiguous', 'scattered']).optional(),
  footprint: footprint.optional(),
});

const provenance = { source: z.string().min(1).optional(), status: z.enum(STATUSES).optional() };
const instructions = z.int().min(0).max(1e9);

const kernelFunction = z.union(
  [
    instructions,
    mapOf({
      instructions,
      lines: z.int().min(0).max(4096).optional(),
      data: z.int().min(0).max(4096).optional(),
      reads: references.optional(),
      writes: references.optional(),
      /** The function keeps its place in memory, but steps that run it do nothing. */
      absent: z.boolean().optional(),
      ...provenance,
    }),
  ],
  { error: 'a number of instructions, or { instructions, lines, data, reads, writes }' },
);

const memory = z.union([dataSize, mapOf({ size: dataSize, domain: identifier })], {
  error: 'a size, or { size, domain }',
});

const objectType = mapOf({
  /** Numbers by the value that they begin with; other fields by their type. */
  fields: table(
    z.union([z.number(), identifier], { error: 'a number, or a type (address, or a type of object)' }),
  ).optional(),
  queues: z.array(identifier).optional(),
  memory: table(memory).optional(),
});

const path = mapOf({
  params: table(identifier).optional(),
  steps,
  note: z.string().optional(),
  ...provenance,
});

const segment = mapOf({
  pages: z.int().min(1).max(65536),
  backing: z.enum(['file', 'private-file', 'zero']),
  file: identifier.optional(),
  at: z.enum(['program', 'libraries', 'stack']),
  /** Pages that a process which has been running has in memory; all by default. */
  resident: z.int().min(0).optional(),
});

/** Who hands page frames out beside the operating system. */
const pager = mapOf({
  /** Page colours that nobody else gets frames of; without it the pager shares the operating system's frames. */
  colours: sourced('count', { min: 1, max: 65536, integer: true }).optional(),
  /** Frames in an order that is drawn, or of one colour after the other. */
  order: z.enum(['drawn', 'colours-in-turn']).optional(),
  ...provenance,
});

const image = mapOf({
  segments: table(segment),
  includes: z.array(identifier).optional(),
  /** Who hands out the frames of its own pages; the operating system by default. */
  pager: identifier.optional(),
  ...provenance,
});

const test = mapOf({
  title: z.string(),
  unit,
  program: identifier,
  /** Adds up measures, each so many times: a whole of which parts were run. */
  total: z.record(identifier, z.number().positive()).optional(),
  /** Bytes moved by one operation, for bandwidths. */
  bytes: z.number().positive().optional(),
  /** Reports whole units, as the benchmark's integer arithmetic does. */
  truncate: z.boolean().optional(),
  /**
   * How repeated values become one: of the executions within a run (minimum), or of the replications (trimmed-mean, and maximum: the
   * worst of all page colourings, placements and phases).
   */
  statistic: z.enum(['mean', 'minimum', 'trimmed-mean', 'maximum']).optional(),
  /** Tells of a measure how the times of its single executions are distributed, and how many end after a deadline. */
  executions: mapOf({
    of: identifier,
    percentiles: z.array(z.number().gt(0).lt(100)).optional(),
    deadline: quantity('duration', { min: 1 }).optional(),
  }).optional(),
  /** Least number of replications, where best and worst over page colours are the result. */
  replications: z.int().min(1).max(1000).optional(),
  /** A measure to subtract, as lat_ctx subtracts its overhead. */
  subtract: identifier.optional(),
  /** The time of this part of the measured block, instead of the whole. */
  part: identifier.optional(),
  parts: z.boolean().optional(),
  ...provenance,
});

/** How user code wanders over its working set; see working-set.ts. */
const locality = mapOf({
  'code-lines': sourced('count', { min: 1, max: 64, integer: true }),
  'instructions-per-line': sourced('count', { min: 1, max: 64 }),
  'data-lines': sourced('count', { min: 0, max: 64, integer: true }),
  'code-skew': sourced('count', { min: 1, max: 32, integer: true }),
  'data-skew': sourced('count', { min: 1, max: 32, integer: true }),
  'written-share': sourced('count', { min: 0, max: 1 }),
  window: sourced('count', { min: 2, max: 1e9, integer: true }),
});

/** Names of functions by mechanism. */
const mechanisms = mapOf(
  Object.fromEntries(MECHANISMS.map((name) => [name, z.array(identifier).optional()])) as Record<
    Mechanism,
    z.ZodOptional<z.ZodArray<typeof identifier>>
  >,
);

/** Sections that structures, personalities and workloads share. */
const sections = {
  title: z.string().optional(),
  include: z.array(z.string()).optional(),
  ...provenance,
  objects: table(objectType).optional(),
  regions: z.record(identifier, table(dataSize)).optional(),
  functions: z.record(identifier, table(kernelFunction)).optional(),
  paths: table(path).optional(),
  /** Functions that belong to a mechanism, by name. */
  mechanisms: mechanisms.optional(),
  /** Numbers that expressions use by name. */
  constants: table(sourced('count', { min: -1e12, max: 1e12 })).optional(),
  /** Times of straight code that a source gives in cycles, without misses. */
  costs: table(sourced('cycles', { min: 0, max: 1e6 })).optional(),
  pagers: table(pager).optional(),
  images: table(image).optional(),
  files: table(mapOf({ pages: z.int().min(1).max(65536), resident: z.boolean() })).optional(),
};

const timer = mapOf({
  rate: quantity('frequency', { min: 0.1, max: MAX_TIMER_HZ }),
  handler: identifier,
  ...provenance,
});

export const structureSchema = mapOf({
  structure: identifier,
  extends: z.string().optional(),
  personality: z.string().optional(),
  'page-tables': z.enum(['shared', 'separate']).optional(),
  /** Domain of the operating system that the personality describes; `linux` by default. */
  'system-domain': identifier.optional(),
  scheduler: mapOf({
    policy: z.enum(POLICIES),
    slice: sourced('duration', { min: 1 }),
    /** For timesharing: what a thread has used counts so much less after each interval. */
    decay: sourced('ratio', { min: 0, max: 1 }).optional(),
    'decay-interval': sourced('duration', { min: 1 }).optional(),
  }).optional(),
  domains: table(domain).optional(),
  timers: table(timer).optional(),
  /** Segments that this structure adds to every process, such as an emulation library. */
  'every-image': table(segment).optional(),
  ...sections,
});

/** Paths that a structure must provide, with their parameters. */
const boundary = table(z.record(identifier, identifier));

export const personalitySchema = mapOf({
  personality: z.string(),
  boundary: boundary.optional(),
  ...sections,
});

export const workloadSchema = mapOf({
  workload: identifier,
  /** The operating system that its programs call; only structures with this personality run them. */
  personality: z.string().optional(),
  programs: table(
    mapOf({ image: identifier, params: table(identifier).optional(), steps, ...provenance }),
  ).optional(),
  tests: table(test).optional(),
  localities: table(locality).optional(),
  /** What a structure must provide beyond the personality's boundary, to run this workload. */
  boundary: boundary.optional(),
  /** Timers that a step starts. */
  timers: table(timer).optional(),
  /** What a quick look sets, by path, such as a smaller window of a locality. */
  quick: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  'job-mix': jobMixSchema.optional(),
  ...sections,
});

/** Sections that count in the file that a structure is named by, not in one that it includes. */
export const MAIN_SECTIONS = [
  'extends',
  'personality',
  'page-tables',
  'system-domain',
  'scheduler',
  'domains',
  'timers',
  'every-image',
] as const;

export type Domain = z.output<typeof domain>;
export type FootprintRule = z.output<typeof footprint>;
export type KernelFunction = z.output<typeof kernelFunction>;
export type ObjectType = z.output<typeof objectType>;
export type PathSpec = z.output<typeof path>;
export type ImageSpec = z.output<typeof image>;
export type PagerSpec = z.output<typeof pager>;
export type LocalitySpec = z.output<typeof locality>;
export type WorkloadTest = z.output<typeof test>;
export type Structure = z.output<typeof structureSchema>;
export type Personality = z.output<typeof personalitySchema>;
export type Workload = z.output<typeof workloadSchema>;
