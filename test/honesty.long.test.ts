import { expect } from 'chai';
import { loadMachine, type Machine, type Outcome, type Override } from '../model/index.ts';
import { isPlainMap } from '../model/document/check.ts';
import { isSourcedEntry } from '../model/document/sourced.ts';
import { total } from './support/outcome.ts';
import { cases, library, TESTED, type Case } from './support/shipped.ts';

const PROFILE = 'pentium-133-sourced';

/** Every entry of the profile by its key. */
function* entries(value: unknown, path: readonly string[] = []): Generator<[string, string | number]> {
  if (isSourcedEntry(value)) yield [path.join('.'), value.value];
  else if (isPlainMap(value))
    for (const [key, child] of Object.entries(value)) yield* entries(child, [...path, key]);
}
const ENTRIES = [...entries(loadMachine(library, PROFILE).document.data)];

const machineWith = (overrides: readonly Override[]): Machine =>
  loadMachine(library, PROFILE, overrides).machine;
const isCost = (key: string, value: string | number): boolean =>
  /^[\d.]+ (cycles?|ns|us|ms)$/.test(String(value)) || key === 'processor.cycles-per-instruction';

/** A number and its unit, changed. */
const scaled = (value: string | number, factor: number): string =>
  String(value).replace(/^[\d.]+/, (number) => String(Number(number) * factor));

const SHIPPED = machineWith([]);
const shippedRuns = new Map<string, Outcome>();
/** A case on the shipped profile; it runs once. */
function shippedRun({ name, run }: Case): Outcome {
  const known = shippedRuns.get(name);
  if (known) return known;
  const fresh = run(SHIPPED);
  shippedRuns.set(name, fresh);
  return fresh;
}

describe('no cost hides in the code', () => {
  const free = machineWith([
    ...ENTRIES.filter(([key, value]) => isCost(key, value)).map(([path, value]) => ({
      path,
      value: scaled(value, 0),
    })),
    // A disk without delay turns and transfers at once.
    { path: 'disk.rotation', value: '1e18 rpm' },
    { path: 'disk.transfer-rate', value: '1e18 B/s' },
  ]);

  for (const workload of TESTED) {
    const own = (): Case[] => cases().filter((candidate) => candidate.workload === workload);
    it(`${workload} takes no time where nothing costs time`, () => {
      for (const { name, costs, run } of own()) {
        const outcome = run(
          free,
          costs.map(() => 0),
        );
        expect(outcome.charges, name).to.deep.equal([]);
        expect(outcome.elapsedCycles, name).to.equal(0);
      }
    });

    it(`${workload} adds up its charges exactly on every structure`, () => {
      for (const candidate of own()) {
        const outcome = shippedRun(candidate);
        expect(total(outcome), candidate.name).to.equal(outcome.elapsedCycles);
      }
    });
  }
});

/** Entries that change no charge of any shipped workload, and why. The list must shrink. */
const UNUSED: Record<string, string> = {
  'privilege.return-from-call-gate': 'Mach leaves by IRET',
  'privilege.port-io-pci': 'the interrupt controller, the timer and the disk are on the ISA bus',
  'disk.queue.order':
    'no two processes use the disk at a time, but those of a job mix, which has its own tests',
  'disk.queue.requests': 'likewise',
  'disk.queue.write-requests': 'likewise',
  'disk.queue.merge-limit': 'likewise',
  'tlb.instruction.large-entries': 'no system has more than four large pages of code',
  'tlb.instruction.large-ways': 'no system has more than two large pages of code',
};
/** Entries that can have one value only. */
const FIXED = ['caches.line-size'];

/** Entries that say yes or no. */
const FLAGS = /^tlb\.(tagged|unified|large-pages)$|^caches\.l\d-(unified|write-through|write-allocate)$/;

/** Another value that the machine takes as well; sets stay a power of two. */
function otherValue(key: string, value: string | number): string {
  if (FLAGS.test(key)) return String(1 - Number(value));
  if (key.endsWith('large-ways')) return scaled(value, 0.5);
  // A multiple of the L2 would leave each line of a kernel image in its set.
  if (key === 'memory.image-start') return scaled(value, 1.0625);
  return scaled(value, 2);
}

describe('every cost that a structure states counts', () => {
  const own = (): Case[] => cases().filter(({ workload }) => workload === 'control-transfer');

  it('in the paths of its structure, by no more than it is changed', () => {
    const timed = own().filter(({ name, costs }) => name.includes(' total ') && costs.length > 0);
    // IPC extends PCT, and has no use for two of its costs.
    const UNUSED_COSTS = { pct: 0, ipc: 2 };
    expect(timed).to.have.lengthOf(Object.keys(UNUSED_COSTS).length);
    for (const { name, costs, run } of timed) {
      const { elapsedCycles } = run(SHIPPED);
      const more = costs.map((_, changed) => {
        const dearer = costs.map((ticks, cost) => ticks + (cost === changed ? 1024 : 0));
        return (run(SHIPPED, dearer).elapsedCycles - elapsedCycles) / 2e6;
      });
      const unused = name.endsWith(' pct') ? UNUSED_COSTS.pct : UNUSED_COSTS.ipc;
      expect(
        more.filter((cycles) => cycles === 0),
        name,
      ).to.have.lengthOf(unused);
      // A cycle more, or less than one where a line streams in meanwhile.
      const counted = more.filter((cycles) => cycles > 0 && cycles <= 1);
      expect(counted, name).to.have.lengthOf(costs.length - unused);
    }
  });
});

describe('every entry of the machine counts', () => {
  /** Whether some workload takes other charges than with the shipped profile. */
  function matters(overrides: readonly Override[]): boolean {
    const machine = machineWith(overrides);
    // Only the build reads a disk: it is asked first about one.
    const disk = overrides.every(({ path }) => path.startsWith('disk.'));
    const all = cases();
    return (disk ? [...all].reverse() : all).some((candidate) => {
      const before = shippedRun(candidate).charges;
      return JSON.stringify(candidate.run(machine).charges) !== JSON.stringify(before);
    });
  }

  for (const [key, value] of ENTRIES) {
    if (FIXED.includes(key) || Object.hasOwn(UNUSED, key)) continue;
    it(`${key} changes a charge`, () => {
      expect(matters([{ path: key, value: otherValue(key, value) }])).to.equal(true);
    });
  }

  it('apart from those that no workload uses yet', () => {
    const unused = ENTRIES.filter(([key]) => Object.hasOwn(UNUSED, key));
    expect(unused.map(([key]) => key)).to.have.members(Object.keys(UNUSED));
    expect(matters(unused.map(([path, value]) => ({ path, value: otherValue(path, value) })))).to.equal(
      false,
    );
  });
});
