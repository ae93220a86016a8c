import { z } from 'zod';
import { mapOf } from '../document/check.ts';
import { choice, sourced, sourceText, status } from '../document/sourced.ts';
import { LINE_BYTES, PAGE_BYTES } from './layout.ts';

const count = (min: number, max: number): z.ZodType<number> => sourced('count', { min, max, integer: true });
const flag = (description: string): z.ZodType<number> =>
  count(0, 1).describe(`${description} 1: yes, 0: no.`);
const size = (min: number): z.ZodType<number> => sourced('size', { min, max: 2 ** 26, integer: true });
const cycles = (description: string): z.ZodType<number> => sourced('cycles').describe(description);

/** Reports what only several entries together make impossible, at the map that holds them. */
type Report = (expected: string, found: string) => void;
function together<Value>(judge: (value: Value, report: Report) => void) {
  return (value: Value, context: z.core.$RefinementCtx<Value>): void => {
    judge(value, (message, found) => {
      context.addIssue({ code: 'custom', message, params: { found } });
    });
  };
}

/** A set is chosen by the low bits of a number, so there must be a power of two of them. */
function judgeSets(what: string, places: number, ways: number, report: Report): void {
  const sets = places / ways;
  if (Number.isInteger(Math.log2(sets)) && sets >= 1) return;
  report(`a power of two of sets (${what} / ways)`, `${places} / ${ways} = ${Number(sets.toFixed(3))}`);
}

const tlb = mapOf({
  entries: count(1, 65536).describe('Entries for small pages (4 KiB).'),
  ways: count(1, 64).describe('Associativity; sets (entries / ways) are a power of two.'),
  'large-entries': count(1, 4096).describe('Entries for large pages (4 MiB).'),
  'large-ways': count(1, 64).describe('Associativity of the entries for large pages.'),
}).superRefine(
  together((spec, report) => {
    judgeSets('entries', spec.entries, spec.ways, report);
    judgeSets('large entries', spec['large-entries'], spec['large-ways'], report);
  }),
);

const cache = mapOf({
  size: sourced('size', { min: 256, max: 2 ** 30, integer: true }).describe('Capacity of the cache.'),
  ways: count(1, 32).describe('Associativity; sets (lines / ways) are a power of two.'),
}).superRefine(
  together((spec, report) => {
    judgeSets('lines', spec.size / LINE_BYTES, spec.ways, report);
  }),
);

const disk = mapOf({
  rotation: sourced('rotation', { min: 1 }).describe('Speed of rotation.'),
  'average-seek': sourced('duration').describe('Time of an average seek.'),
  'track-seek': sourced('duration').describe('Time of a seek to the next track; at most the average seek.'),
  'transfer-rate': sourced('rate', { min: 1 }).describe('Rate at which the medium gives and takes data.'),
  cylinders: count(1, 1e6).describe('Number of cylinders.'),
  size: sourced('size', { min: 2 ** 20 }).describe('Capacity of the disk.'),
  'command-overhead': sourced('duration').describe(
    'Time of a request before it seeks: controller and driver.',
  ),
  queue: mapOf({
    order: choice(['elevator', 'sweep', 'first-come']).describe(
      '`elevator`: by block, as Linux 2.0 inserts them, neighbours merged; `sweep`: likewise, in clean one-way sweeps; `first-come`: in the order of arrival.',
    ),
    requests: count(2, 1e6).describe(
      'Number of requests that can exist at a time, the running one among them.',
    ),
    'write-requests': count(1, 1e6).describe('How many of them may be writes.'),
    'merge-limit': size(1024).describe('Size of a request up to which the elevator merges neighbours.'),
  })
    .superRefine(
      together((queue, report) => {
        const { requests, 'write-requests': writes } = queue;
        if (writes > requests) report('no more write requests than requests', `${writes} of ${requests}`);
      }),
    )
    .describe('How the system orders requests. Without it: first come, first served, none refused.')
    .optional(),
})
  .superRefine(
    together((spec, report) => {
      const { 'track-seek': track, 'average-seek': average } = spec;
      if (track > average) report('a track seek within the average seek', `${track} ns and ${average} ns`);
    }),
  )
  .describe('The disk: geometry and times.');

/** An entry of another file, which checks its dimension when it is set there. */
const anyQuantity = z.union([z.string(), z.number()], { error: 'a quantity' });
const elsewhere = mapOf({
  value: anyQuantity.describe('The value, with its unit where it has one.'),
  source: sourceText,
  status,
  range: z.tuple([anyQuantity, anyQuantity]).describe('[low, high]: what one may believe.').optional(),
});

/** Shape of a machine profile (`model/hardware/profiles/*.yaml`). Every number is a sourced entry. */
export const machineSchema = mapOf({
  machine: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]*$/, 'a name of small letters, digits, dots and hyphens')
    .describe('Name of the machine: small letters, digits, dots and hyphens.'),
  title: z.string().describe('What the machine is, in one line.'),
  extends: z
    .string()
    .describe('Another machine, a shipped name or a YAML file: this file replaces what it names of it.')
    .optional(),
  processor: mapOf({
    clock: sourced('frequency', { min: 1e5 }).describe('Clock of the processor.'),
    'cycles-per-instruction': sourced('count', { min: 0, max: 100 }).describe(
      'Cycles of a kernel instruction when caches and TLBs hit, branches included.',
    ),
  }).describe('Clock, and what an instruction takes.'),
  privilege: mapOf({
    'interrupt-instruction': cycles('INT into the kernel: the usual way of a system call.'),
    exception: cycles('Entry of the kernel by an exception, such as a page fault.'),
    'hardware-interrupt': cycles('Entry of the kernel by an interrupt of a device.'),
    'return-from-interrupt': cycles('IRET to another privilege level.'),
    'call-gate': cycles('Far call through a gate into the kernel.'),
    'return-from-call-gate': cycles('Far return to user mode.'),
    'system-call': cycles(
      'The instruction made for system calls (SYSENTER, SYSCALL, SVC), where there is one.',
    ),
    'return-from-system-call': cycles('The instruction that returns from such a system call.'),
    'segment-load': cycles('Load of one segment register.'),
    'cr3-load': cycles('Load of CR3, without the TLB misses that follow.'),
    'control-register-load': cycles('Load of another control register.'),
    'control-register-read': cycles('Read of a control register, such as CR2.'),
    'local-descriptor-table-load': cycles('LLDT.'),
    'task-switch': cycles('Hardware task switch through a TSS.'),
    'invalidate-page': cycles('INVLPG: takes one page out of the TLBs.'),
    'port-io-isa': cycles('One access to a port on the ISA bus.'),
    'port-io-pci': cycles('One access to a port on the PCI bus.'),
  }).describe('What changes of privilege and of address space cost, beside the instructions of the paths.'),
  strings: mapOf({
    'per-word': cycles('Each word that a string instruction copies or fills, when the caches hit.'),
    start: cycles('Start of a string instruction.'),
  }).describe('String instructions: copies and fills.'),
  tlb: mapOf({
    instruction: tlb.describe('TLB of instruction fetches.'),
    data: tlb.describe('TLB of data accesses.'),
    unified: flag('Code and data share the data TLB.'),
    'large-pages': flag('The processor has pages of 4 MiB.'),
    tagged: flag('Entries carry an address-space number: nothing is flushed when the space changes.'),
    'walk-level': cycles('Each level of a page-table walk, with the table entry in the second-level cache.'),
  }).describe('Translation buffers, and what a miss costs.'),
  caches: mapOf({
    'line-size': sourced('size', { min: 32, max: 32 }).describe('Size of a line: 32 B in this model.'),
    'l1-instruction': cache.describe('First-level cache of instructions.'),
    'l1-data': cache.describe('First-level cache of data.'),
    l2: cache.describe('Second-level cache, physically addressed: page colours matter.'),
    'l1-unified': flag('Code and data share the first-level data cache.'),
    'l1-write-through': flag('The first level writes every store through.'),
    'l1-write-allocate': flag('A store that misses fetches its line into the first level.'),
    'l2-write-through': flag('The second level writes every store through.'),
    'misses-in-flight': count(1, 64).describe('Misses that overlap; 1 when the processor waits for each.'),
    'l2-first-word': cycles('First word of a line from the second level.'),
    'l2-rest-of-line': cycles('Rest of the line from the second level.'),
  }).describe('Caches: geometry, writes, and what a miss of the first level costs.'),
  memory: mapOf({
    size: sourced('size', { min: 2 ** 25, max: 2 ** 27, integer: true }).describe(
      'Main memory: 32 MiB to 128 MiB.',
    ),
    'image-start': size(0).describe('Kernel images lie in one piece each from here on.'),
    'image-end': size(PAGE_BYTES).describe(
      'Up to here; page frames beyond it are handed out one by one. At most half of the memory.',
    ),
    'system-share': sourced('ratio', { min: 0, max: 1 }).describe(
      'Share of these frames that the system takes its own pages from, such as page tables, so that programs get the same frames whatever it needs.',
    ),
    'first-word': cycles('First word of a line from memory.'),
    'rest-of-line': cycles('Rest of the line from memory.'),
    'write-word': cycles('Write of one word to memory.'),
    'write-line': cycles('Write-back of a dirty line.'),
    'write-buffer-words': count(0, 64).describe('Words that the write buffer takes before a store waits.'),
  })
    .superRefine(
      together((memory, report) => {
        if (memory['image-start'] >= memory['image-end'])
          report('image-start below image-end', `${memory['image-start']} and ${memory['image-end']} bytes`);
        if (memory['image-end'] > memory.size / 2)
          report('image-end in the lower half of memory', `${memory['image-end']} of ${memory.size} bytes`);
      }),
    )
    .describe('Main memory.'),
  disk,
  calibrated: z
    .record(z.string(), elsewhere)
    .describe(
      "Values of structures, personalities and workloads that were fitted together with this machine's, by their paths: they hold wherever the machine is used.",
    )
    .optional(),
}).describe('A machine: clock, costs, geometry of TLBs and caches, memory, disk.');

/** A machine in base units: cycles, bytes, Hz, ns. */
export type Machine = z.output<typeof machineSchema>;
