import { expect } from 'chai';
import fc from 'fast-check';
import { machineSchema, type Machine } from '../../../model/hardware/machine.ts';
import { loadMachine, readExtended } from '../../../model/library.ts';
import { checkSections } from '../../../model/document/check.ts';
import { SpecError } from '../../../model/document/problem.ts';
import { toy } from '../../support/toy.ts';
import { check } from '../../support/property.ts';

/** The toy machine with other values. */
function withValues(values: Record<string, string>): Machine {
  return toy.machine(Object.entries(values).map(([path, value]) => ({ path, value })));
}

describe('machine', () => {
  it('is in base units: hertz, cycles, bytes, nanoseconds', () => {
    const { processor, privilege, caches, memory, disk } = toy.machine();
    expect(processor.clock).to.equal(100_000_000);
    expect(privilege['interrupt-instruction']).to.equal(40);
    expect(caches['l1-data'].size).to.equal(8192);
    expect(memory.size).to.equal(67_108_864);
    expect(disk).to.deep.equal({
      rotation: 6000,
      'average-seek': 10_000_000,
      'track-seek': 2_000_000,
      'transfer-rate': 1_000_000,
      cylinders: 2100,
      size: 1_073_741_824,
      'command-overhead': 1_000_000,
      queue: { order: 'elevator', requests: 64, 'write-requests': 42, 'merge-limit': 124_928 },
    });
  });

  it('inherits what it does not say', () => {
    const { machine, document } = loadMachine(toy, 'toy');
    expect(machine.tlb.instruction.entries).to.equal(32);
    expect(document.originOf(['tlb', 'instruction', 'entries']).file).to.match(/pentium-133-sourced\.yaml$/);
    expect(document.originOf(['tlb', 'data', 'entries']).file).to.match(/toy\.yaml$/);
  });

  it('takes any geometry whose sets are a power of two, and no other', () => {
    check(
      50,
      fc.property(fc.integer({ min: 1, max: 256 }), fc.integer({ min: 1, max: 8 }), (entries, ways) => {
        const sets = entries / ways;
        const possible = [1, 2, 4, 8, 16, 32, 64, 128, 256].includes(sets);
        const values = { 'tlb.data.entries': String(entries), 'tlb.data.ways': String(ways) };
        if (possible) expect(withValues(values).tlb.data.entries).to.equal(entries);
        else expect(() => withValues(values)).to.throw(SpecError, `${entries} / ${ways}`);
      }),
    );
  });

  it('takes the largest and the smallest TLB and cache, and a disk whose seeks all take the same', () => {
    const large = withValues({
      ...{ 'tlb.data.entries': '4096', 'tlb.data.ways': '64' },
      ...{ 'caches.l2.size': '8 MiB', 'caches.l2.ways': '16' },
    });
    expect([large.tlb.data.ways, large.caches.l2.ways]).to.deep.equal([64, 16]);
    const small = withValues({
      'tlb.data.entries': '1',
      'tlb.data.ways': '1',
      'caches.l1-data.size': '256 B',
    });
    expect(withValues({ 'memory.image-end': '32 MiB' }).memory['image-end']).to.equal(33_554_432);
    expect(withValues({ 'disk.track-seek': '10 ms' }).disk['track-seek']).to.equal(10_000_000);
    expect([small.tlb.data.entries, small.caches['l1-data'].size]).to.deep.equal([1, 256]);
  });

  for (const [path, value, words] of [
    ['tlb.data.entries', '63', '(entries / ways)'],
    ['tlb.data.entries', '64.5', 'a whole number'],
    ['tlb.data.large-entries', '12', '(large entries / ways)'],
    ['caches.l2.ways', '3', '8192 / 3 = 2730.667'],
    ['caches.l2.size', '128 B', 'at least 256 B'],
    ['caches.l2.size', '2 GiB', 'at most 1073741824 B'],
    ['caches.l2.size', '256.5 B', 'a whole number'],
    ['memory.size', '33554432.5 B', 'a whole number'],
    ['caches.line-size', '64 B', 'at most 32 B'],
    ['memory.size', '1 GiB', 'at most 134217728 B'],
    ['memory.size', '16 MiB', 'at least 33554432 B'],
    ['memory.image-start', '16 MiB', 'image-start below image-end'],
    ['memory.image-start', '16 MiB', '16777216 and 16777216 bytes'],
    ['memory.image-start', '0.5 B', 'a whole number'],
    ['memory.image-end', '32769 KiB', 'image-end in the lower half of memory'],
    ['memory.image-end', '32769 KiB', '33555456 of 67108864 bytes'],
    ['memory.image-end', '4095 B', 'at least 4096 B'],
    ['memory.image-end', '65 MiB', 'at most 67108864 B'],
    ['memory.system-share', '101 %', 'at most 100 %'],
    ['processor.clock', '1 Hz', 'at least 100000 Hz'],
    ['processor.cycles-per-instruction', '-1', 'no negative value'],
    ['disk.track-seek', '11 ms', 'a track seek within the average seek'],
    ['disk.track-seek', '11 ms', '11000000 ns and 10000000 ns'],
    ['disk.rotation', '0 rpm', 'at least 1'],
    ['disk.transfer-rate', '0 B/s', 'at least 1'],
    ['disk.size', '512 KiB', 'at least 1048576 B'],
    ['disk.queue.order', 'fair', 'one of elevator, sweep, first-come'],
    ['disk.queue.requests', '1', 'at least 2'],
    ['disk.queue.write-requests', '65', 'no more write requests than requests'],
    ['disk.queue.write-requests', '65', '65 of 64'],
    ['tlb.tagged', '2', 'at most 1'],
  ]) {
    it(`refuses ${path} of ${value}: ${words}`, () => {
      expect(() => withValues({ [path]: value })).to.throw(SpecError, words);
    });
  }

  it('may be set beyond the range of its source, as a what-if', () => {
    expect(withValues({ 'privilege.interrupt-instruction': '500 cycles' }).privilege).to.include({
      'interrupt-instruction': 500,
    });
  });

  it('has a name of small letters, digits, dots and hyphens, and calibrated values that are quantities', () => {
    const document = readExtended(toy, 'machine', 'pentium-133');
    const data = document.data as Record<string, unknown>;
    const checked = (changes: object): unknown =>
      checkSections(machineSchema, { ...data, ...changes }, document);
    checked({ machine: '486.dx2-66' });
    for (const machine of ['Pentium', '-133', 'my machine', 'machine!'])
      expect(() => checked({ machine }), machine).to.throw(SpecError, 'a name of small letters');
    const calibrated = { some: { value: true, source: 'toy', status: 'estimated' } };
    expect(() => checked({ calibrated })).to.throw(SpecError, 'a quantity');
  });

  it('needs every entry', () => {
    const document = readExtended(toy, 'machine', 'pentium-133');
    const data = structuredClone(document.data) as Record<string, Record<string, unknown>>;
    for (const section of ['processor', 'privilege', 'strings', 'tlb', 'caches', 'memory', 'disk']) {
      for (const key of Object.keys(data[section])) {
        if (key === 'queue') continue;
        const { [key]: _, ...rest } = data[section];
        expect(() => checkSections(machineSchema, { ...data, [section]: rest }, document), key).to.throw(
          SpecError,
          key,
        );
      }
    }
  });
});
