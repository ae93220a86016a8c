import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { importResults, type Imported } from '../../../calibration/lmbench-results/import.ts';
import { profileText, targetText } from '../../../calibration/lmbench-results/written-files.ts';
import { readTargets } from '../../../calibration/experiments/targets.ts';
import { PACKAGE } from '../../../api/disk-library.ts';
import { readShippedRules } from '../../../cli/shipped.ts';
import type { Machine } from '../../../model/hardware/machine.ts';
import { loadMachine } from '../../../model/library.ts';
import { SpecError } from '../../../model/document/problem.ts';
import { library } from '../../support/shipped.ts';

const rules = readShippedRules();
const machines = new Map(
  library.names('machine').map((name): [string, Machine] => [name, loadMachine(library, name).machine]),
);
/** The first is also the example of a tutorial. */
const SAMPLES = {
  'pentium-133': 'docs/examples/pentium-133-lmbench.txt',
  'pentium-iii-600': 'test/data/lmbench/pentium-iii-600-sample.txt',
};
const sample = (name: keyof typeof SAMPLES): string => readFileSync(join(PACKAGE, SAMPLES[name]), 'utf8');
const imported = (text: string): Imported => importResults({ file: 'box.0', text }, machines, rules);
const valuesOf = ({ values }: Imported): Record<string, number> =>
  Object.fromEntries(values.map(({ path, value }) => [path, value]));

describe('an imported result of lmbench 2', () => {
  const pentium = imported(sample('pentium-133'));

  it('extends the machine that is nearest', () => {
    expect(pentium.base).to.equal('pentium-133-sourced');
  });

  it('has sizes and latencies from the curve, in cycles', () => {
    const values = valuesOf(pentium);
    expect(values).to.include({
      'processor.clock': 133,
      'caches.l1-data.size': 8192,
      'caches.l2.size': 262_144,
    });
    // 90.6 and 250.0 ns less the 15.04 of L1, at 133 MHz.
    expect(values['caches.l2-first-word']).to.be.closeTo((90.6 - 15.04) * 0.133, 1e-9);
    expect(values['memory.first-word']).to.be.closeTo((250 - 15.04) * 0.133, 1e-9);
  });

  it('has the rest of a line and posted words from the bandwidths', () => {
    const values = valuesOf(pentium);
    // A line of 32 bytes at 63.2 MB/s, less that at 236.4 MB/s of L1, less the first word.
    const line = (32 / 63.2 - 32 / 236.4) * 133;
    expect(values['memory.rest-of-line']).to.be.closeTo(line - (250 - 15.04) * 0.133, 1e-9);
    expect(values['memory.write-word']).to.be.closeTo((4 / 83.1) * 133, 1e-9);
  });

  it('has half a page walk from the stride of a page', () => {
    expect(valuesOf(pentium)['tlb.walk-level']).to.be.closeTo((187.5 * 0.133) / 2, 1e-9);
  });

  it('tells how many lines it skipped', () => {
    expect(pentium.remarks).to.deep.equal(['3 lines skipped that say nothing known, the first is line 41']);
  });

  it('writes a profile that loads as it was measured', () => {
    const text = profileText('box', pentium.base, pentium.result, pentium.values);
    const own = {
      read: (file: string) => (file === 'box.yaml' ? text : library.read(file)),
      names: library.names.bind(library),
    };
    const { machine, document } = loadMachine(own, 'box.yaml');
    expect(machine.processor.clock).to.equal(133e6);
    expect(machine.caches['l2-first-word']).to.equal(10.05);
    expect(machine.privilege, 'what the file does not tell').to.deep.equal(
      machines.get('pentium-133-sourced')?.privilege,
    );
    const { caches } = document.data as { caches: { l2: { size: object } } };
    expect(caches.l2.size).to.deep.equal({
      value: '256 KiB',
      source: 'box.0 line 176: "stride=128, the curve rises at 271.0 KiB',
      status: 'measured',
    });
  });

  it('writes the rows of the operating system as targets', () => {
    const text = targetText('box', 'l4linux', pentium.result, pentium.targets);
    const targets = readTargets({ file: 'box-targets.yaml', text });
    expect(targets.list).to.have.lengthOf(16);
    expect(targets.find('lmbench', 'pipe-latency', 'l4linux')).to.include({
      published: 29.81,
      unit: 'µs',
      role: 'calibration',
    });
    expect(targets.find('lmbench', 'ctx-8proc-0k-latency', 'l4linux')?.published).to.equal(12.2);
    expect(targets.find('lmbench', 'file-reread-bandwidth', 'l4linux')).to.include({
      published: 38.9,
      unit: 'MB/s',
    });
    expect(targets.find('getpid', 'getpid', 'l4linux'), '1.7103 us at 133 MHz').to.include({
      published: 227.5,
      unit: 'cycles',
    });
  });
});

describe('an imported result of lmbench 3', () => {
  const pentium3 = imported(sample('pentium-iii-600'));

  it('takes loads in order, not at random or in parallel', () => {
    expect(pentium3.base).to.equal('pentium-pro-200');
    const values = valuesOf(pentium3);
    expect(values).to.include({
      'caches.l1-data.size': 16_384,
      'caches.l2.size': 262_144,
      'tlb.data.entries': 64,
    });
    expect(values['caches.l2-first-word']).to.be.closeTo((13.34 - 5.003) * 0.601, 1e-9);
    expect(values['tlb.walk-level']).to.be.closeTo((8.32 * 0.601) / 2, 1e-9);
  });

  it('takes four misses in flight for what they are', () => {
    // At 402 MB/s a line, less L1 at 2380, less a quarter of the first word.
    const line = (32 / 402 - 32 / 2380) * 601;
    const first = (124.6 - 5.003) * 0.601;
    expect(valuesOf(pentium3)['memory.rest-of-line']).to.be.closeTo(line - first / 4, 1e-9);
  });

  it('has the largest transfer of the socket', () => {
    expect(pentium3.targets.find(({ test }) => test === 'tcp-bandwidth')?.value).to.equal(101.3);
  });
});

describe('an import', () => {
  const text = sample('pentium-133');

  it('chooses machines of the architecture that was measured', () => {
    expect(imported(text.replace('i586-pc-linux-gnu', 'alphaev56-dec-osf4.0')).base).to.equal('alpha-21164');
  });

  it('can be told what to extend', () => {
    const machine = machines.get('i486dx2-66')!;
    const { base } = importResults({ file: 'box.0', text }, machines, rules, {
      base: { name: 'i486dx2-66', machine },
    });
    expect(base).to.equal('i486dx2-66');
  });

  it('knows a machine without a second-level cache, and one with a third', () => {
    const curve = (rows: string): string =>
      text.replace(/"stride=128\n[^"]*/, `"stride=128\n${rows}\n\n`).replace(/"stride=4096\n[^[]*/, '');
    const two = imported(curve('0.001 15\n0.002 15\n0.004 15\n0.5 250\n1 250\n2 250'));
    expect(two.remarks).to.include('the latency curve shows no second-level cache: its values are inherited');
    const four = imported(
      curve(
        '0.001 2\n0.002 2\n0.004 2\n0.06 10\n0.12 10\n0.2 10\n0.5 40\n1 40\n2 40\n32 250\n64 250\n128 250',
      ),
    );
    expect(four.remarks).to.include(
      'the latency curve shows 1 more level between the second and memory: left out',
    );
    expect(valuesOf(four)['memory.first-word']).to.be.closeTo(248 * 0.133, 1e-9);
  });

  for (const [name, changed, problem] of [
    ['no clock', text.replace(/\[MHZ.*\n/, ''), 'mhz: expected a line [mhz: N MHz, ...], found no such line'],
    [
      'a clock that could not be measured',
      text.replace(/\[MHZ.*/, '[MHZ: -1 System too busy]'),
      'box.0:12:1: mhz: expected a line [mhz: N MHz, ...], found "-1 System too busy"',
    ],
    [
      'no latencies',
      text.replace(/Memory load latency[^[]*/, ''),
      'expected a block "stride=128 of memory latencies, found none in the file',
    ],
    [
      'a latency of nothing',
      text.replace('"stride=128\n0.00049 15.040', '"stride=128\n0.00049 0.000'),
      'box.0:177:1: Memory load latency: expected a size and a latency above 0, found 0.00049 0',
    ],
    [
      'a curve that only rises',
      text.replace(/"stride=128\n[^"]*/, '"stride=128\n0.1 10\n0.2 20\n0.4 40\n\n'),
      'expected a curve with flat parts for the first-level cache and for memory, found 0 in 3 points',
    ],
  ]) {
    it(`refuses ${name}`, () => {
      expect(() => imported(changed)).to.throw(SpecError, problem);
    });
  }
});
