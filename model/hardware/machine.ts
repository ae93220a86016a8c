import { z } from 'zod';
import { mapOf } from '../spec/check.ts';
import { sourced, STATUSES } from '../spec/sourced.ts';
import { LINE_BYTES } from './layout.ts';

const count = (min: number, max: number): z.ZodType<number> => sourced('count', { min, max, integer: true });
const flag = (): z.ZodType<number> => count(0, 1);

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
  entries: count(1, 65536),
  ways: count(1, 64),
  'large-entries': count(1, 4096),
  'large-ways': count(1, 64),
}).superRefine(
  together((spec, report) => {
    judgeSets('entries', spec.entries, spec.ways, report);
    judgeSets('large entries', spec['large-entries'], spec['large-ways'], report);
  }),
);

const cache = mapOf({
  size: sourced('size', { min: 256, max: 2 ** 30, integer: true }),
  ways: count(1, 32),
}).superRefine(
  together((spec, report) => {
    judgeSets('lines', spec.size / LINE_BYTES, spec.ways, report);
  }),
);

const disk = mapOf({
  rotation: sourced('rotation', { min: 1 }),
  'average-seek': sourced('duration'),
  'track-seek': sourced('duration'),
  'transfer-rate': sourced('rate', { min: 1 }),
  cylinders: count(1, 1e6),
  size: sourced('size', { min: 2 ** 20 }),
  'command-overhead': sourced('duration'),
}).superRefine(
  together((spec, report) => {
    const { 'track-seek': track, 'average-seek': average } = spec;
    if (track > average) report('a track seek within the average seek', `${track} ns and ${average} ns`);
  }),
);

/** An entry of another file, which checks its dimension when it is set there. */
const anyQuantity = z.union([z.string(), z.number()], { error: 'a quantity' });
const elsewhere = mapOf({
  value: anyQuantity,
  source: z.string().min(1),
  status: z.enum(STATUSES),
  range: z.tuple([anyQuantity, anyQuantity]).optional(),
});

/** Shape of a machine profile (`model/hardware/profiles/*.yaml`). Every number is a sourced entry. */
export const machineSchema = mapOf({
  machine: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'a name of small letters, digits, dots and hyphens'),
  title: z.string(),
  extends: z.string().optional(),
  processor: mapOf({
    clock: sourced('frequency', { min: 1e5 }),
    'cycles-per-instruction': sourced('count', { min: 0, max: 100 }),
  }),
  privilege: mapOf({
    'interrupt-instruction': sourced('cycles'),
    exception: sourced('cycles'),
    'hardware-interrupt': sourced('cycles'),
    'return-from-interrupt': sourced('cycles'),
    'call-gate': sourced('cycles'),
    'return-from-call-gate': sourced('cycles'),
    'system-call': sourced('cycles'),
    'return-from-system-call': sourced('cycles'),
    'segment-load': sourced('cycles'),
    'cr3-load': sourced('cycles'),
    'control-register-load': sourced('cycles'),
    'control-register-read': sourced('cycles'),
    'local-descriptor-table-load': sourced('cycles'),
    'task-switch': sourced('cycles'),
    'invalidate-page': sourced('cycles'),
    'port-io-isa': sourced('cycles'),
    'port-io-pci': sourced('cycles'),
  }),
  strings: mapOf({
    'per-word': sourced('cycles'),
    start: sourced('cycles'),
  }),
  tlb: mapOf({
    instruction: tlb,
    data: tlb,
    unified: flag(),
    'large-pages': flag(),
    tagged: flag(),
    'walk-level': sourced('cycles'),
  }),
  caches: mapOf({
    'line-size': sourced('size', { min: 32, max: 32 }),
    'l1-instruction': cache,
    'l1-data': cache,
    l2: cache,
    'l1-unified': flag(),
    'l1-write-through': flag(),
    'l1-write-allocate': flag(),
    'l2-write-through': flag(),
    'misses-in-flight': count(1, 64),
    'l2-first-word': sourced('cycles'),
    'l2-rest-of-line': sourced('cycles'),
  }),
  memory: mapOf({
    size: sourced('size', { min: 2 ** 25, max: 2 ** 27, integer: true }),
    'first-word': sourced('cycles'),
    'rest-of-line': sourced('cycles'),
    'write-word': sourced('cycles'),
    'write-line': sourced('cycles'),
    'write-buffer-words': count(0, 64),
  }),
  disk,
  /**
   * Values of structures, personalities and workloads that were fitted together with this machine's, by their paths: they hold
   * wherever the machine is used.
   */
  calibrated: z.record(z.string(), elsewhere).optional(),
});

/** A machine in base units: cycles, bytes, Hz, ns. */
export type Machine = z.output<typeof machineSchema>;
