import { z } from 'zod';
import { mapOf } from '../../document/check.ts';
import { quantity, sourced } from '../../document/sourced.ts';
import { FRAME_ORDERS } from '../../hardware/frame-order.ts';
import { LARGE_PAGE_BYTES, PAGE_BYTES } from '../../hardware/layout.ts';
import { identifier } from '../language/names.ts';
import { POLICIES } from '../program/program.ts';
import { provenance, sections, segment, table, timer } from './sections.ts';

/** Lists of free blocks; a block of the last one holds 128 MB. */
const MAX_BUDDY_LISTS = 16;

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

/** Shape of a structure (`model/kernels/structures/*.yaml`). */
export const structureSchema = mapOf({
  structure: identifier.describe('Name of the structure.'),
  extends: z
    .string()
    .describe(
      'Another structure, a shipped name or a YAML file beside this one: this file replaces what it names of it.',
    )
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
export type Structure = z.output<typeof structureSchema>;
