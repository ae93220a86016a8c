import { expect } from 'chai';
import {
  callTree,
  catalog,
  loadMachine,
  simulate,
  SpecError,
  TextLibrary,
  type SimulateOptions,
} from '../../api/index.ts';
import { DiskLibrary } from '../../api/node.ts';
import { answeredJson, temporaryFiles } from '../support/command-line.ts';
import { library } from '../support/shipped.ts';

const GETPID = { machine: 'pentium-133', system: 'l4linux', workload: 'getpid' };
const L4_IPC = 'functions.l4.ipc-short.instructions';

/** What `ukperf run --json` prints. */
interface Printed {
  measures: { value: number; unit: string; interval?: [number, number] }[];
  charges: { place: string; cause: string; cycles: number }[];
  elapsedCycles: number;
  fingerprint: string;
}

const byCell = (charges: Printed['charges']): Record<string, number> =>
  Object.fromEntries(charges.map(({ place, cause, cycles }) => [`${place}/${cause}`, cycles]));

describe('simulate', () => {
  it('gives what the command line gives, to the last cycle', async () => {
    const words = ['run', 'lmbench', 'pipe-latency', '--system', 'mklinux-user', '--replications', '2'];
    const [set, seed] = [{ 'privilege.exception': '50 cycles' }, '7'];
    const printed = await answeredJson<Printed>(
      ...words,
      '--seed',
      seed,
      '--set',
      'privilege.exception=50 cycles',
      '--json',
    );
    const result = simulate(library, {
      ...{ machine: 'pentium-133', system: 'mklinux-user', workload: 'lmbench', test: 'pipe-latency' },
      ...{ replications: 2, seed, set },
    });
    const { value, unit, interval } = result;
    expect({ value, unit, interval }).to.deep.include({
      value: printed.measures[0].value,
      unit: printed.measures[0].unit,
      interval: printed.measures[0].interval,
    });
    expect(result.elapsedCycles).to.equal(printed.elapsedCycles);
    expect(result.fingerprint).to.equal(printed.fingerprint);
    expect(byCell(result.charges)).to.deep.equal(byCell(printed.charges));
  });

  it('follows from inputs and seed alone', () => {
    const [first, again, other] = ['1', '1', '2'].map((seed) => simulate(library, { ...GETPID, seed }));
    expect(again).to.deep.equal(first);
    expect(simulate(library, GETPID)).to.deep.equal(first);
    expect(other.fingerprint).not.to.equal(first.fingerprint);
    expect(first).to.deep.include({ ...GETPID, test: 'getpid', seed: '1', set: {}, clock: 133e6 });
  });

  it('says where the time of an operation and of the whole run went', () => {
    const { operationCharges, cyclesPerOperation, charges, elapsedCycles } = simulate(library, GETPID);
    const sum = (list: typeof charges): number => list.reduce((total, { cycles }) => total + cycles, 0);
    expect(sum(charges)).to.equal(elapsedCycles);
    expect(sum(operationCharges)).to.be.closeTo(cyclesPerOperation, 1e-9);
  });

  it('sets values of the kernel files and of the machine', () => {
    const at = (set: SimulateOptions['set'] & object): number => simulate(library, { ...GETPID, set }).value;
    expect(at({ [L4_IPC]: 200 })).to.be.greaterThan(at({}));
    expect(at({ [L4_IPC]: '200' })).to.equal(at({ [L4_IPC]: 200 }));
    expect(at({ 'processor.cycles-per-instruction': 3 })).to.be.greaterThan(at({}));
  });

  it('runs on a machine that was loaded as on one that is named, with what was fitted together with it', () => {
    const machine = loadMachine(library, 'pentium-133');
    expect(machine.calibrated.length).to.be.greaterThan(0);
    expect(simulate(library, { ...GETPID, machine })).to.deep.equal(simulate(library, GETPID));
    const set = { 'processor.cycles-per-instruction': 2 };
    const { value } = simulate(library, { ...GETPID, machine: loadMachine(library, 'pentium-133', set) });
    expect(value).to.equal(simulate(library, { ...GETPID, set }).value);
  });

  const refused: [string, Partial<SimulateOptions>, RegExp][] = [
    [
      'a key that no file has',
      { set: { 'tlb.taged': 1 } },
      /^set: expected a key of the machine.*found "tlb.taged"$/,
    ],
    [
      'half a replication',
      { replications: 1.5 },
      /^replications: expected a whole number from 1 to 10000, found 1.5$/,
    ],
    ['no replication', { replications: 0 }, /^replications: /],
    ['too many replications', { replications: 10_001 }, /^replications: /],
    [
      'a value of a machine that was loaded',
      { machine: loadMachine(library, 'pentium-133'), set: { 'tlb.tagged': 1 } },
      /loadMachine sets those of a machine\), found "tlb.tagged"$/,
    ],
  ];
  for (const [what, options, message] of refused)
    it(`refuses ${what}`, () => {
      expect(() => simulate(library, { ...GETPID, ...options })).to.throw(RangeError, message);
    });

  it('refuses an unknown test with the place of the file and a suggestion', () => {
    const asked = (options: Partial<SimulateOptions>) => (): unknown =>
      simulate(library, { ...GETPID, ...options });
    expect(asked({ test: 'getpd' })).to.throw(
      SpecError,
      /^model\/workloads\/getpid\.yaml:\d+:1: tests: expected a test of getpid \(getpid\), found "getpd" \(did you mean getpid\?\)$/,
    );
    expect(asked({ workload: 'lmbench' })).to.throw(
      SpecError,
      /lmbench\.yaml:\d+:\d+: tests: expected a test of lmbench \(.*pipe-latency.*\), found none$/,
    );
  });

  it('refuses an impossible value with the place of the file', () => {
    expect(() => simulate(library, { ...GETPID, set: { 'tlb.tagged': 7 } })).to.throw(
      SpecError,
      /^model\/hardware\/profiles\/.*: tlb\.tagged\.value: expected at most 1, found 7$/,
    );
    expect(() => simulate(library, { ...GETPID, system: 'l5linux' })).to.throw(
      SpecError,
      /found no structure "l5linux"/,
    );
  });
});

describe('loadMachine', () => {
  it('gives values in base units', () => {
    const { name, values } = loadMachine(library, 'pentium-133', { 'caches.l2.size': '512 KiB' });
    expect([name, values.processor.clock, values.caches.l2.size]).to.deep.equal([
      'pentium-133',
      133e6,
      2 ** 19,
    ]);
  });

  it('refuses a key of something else', () => {
    expect(() => loadMachine(library, 'pentium-133', { [L4_IPC]: 1 })).to.throw(
      RangeError,
      /^set: expected a key of the machine pentium-133/,
    );
  });
});

describe('callTree', () => {
  it('adds up to about the time of an operation', () => {
    const { cycles, roots } = callTree(library, { ...GETPID, operations: 4 });
    expect(cycles).to.be.closeTo(simulate(library, GETPID).cyclesPerOperation, 2);
    expect(roots.reduce((sum, root) => sum + root.cycles, 0)).to.equal(cycles);
  });

  it('refuses no operation', () => {
    expect(() => callTree(library, { ...GETPID, operations: 0 })).to.throw(RangeError, /^operations: /);
  });
});

describe('catalog', () => {
  it('has what ukperf list prints', async () => {
    const { entries } = await answeredJson<{
      entries: { kind: string; name: string; title: string; tests?: string[] }[];
    }>(...['list', '--json']);
    const { machines, systems, workloads } = catalog(library);
    const listed = (kind: string): unknown[] =>
      entries.filter((entry) => entry.kind === kind).map(({ name, title }) => ({ name, title }));
    const plain = (list: { name: string; title: string }[]): unknown[] =>
      list.map(({ name, title }) => ({ name, title }));
    expect(plain(machines)).to.deep.equal(listed('machine'));
    expect(plain(systems)).to.deep.equal(listed('structure'));
    expect(plain(workloads)).to.deep.equal(listed('workload'));
    const lmbench = workloads.find(({ name }) => name === 'lmbench');
    expect(lmbench?.tests.map(({ name }) => name)).to.deep.equal(
      entries.find(({ name }) => name === 'lmbench')?.tests,
    );
    expect(workloads.find(({ name }) => name === 'aim7')?.mixes.map(({ name }) => name)).to.include('shared');
  });
});

describe('libraries', () => {
  const profile = 'machine: mine\ntitle: of my own\nextends: pentium-133\n';

  it('have texts on top of another', () => {
    const own = new TextLibrary(
      { 'mine.yaml': profile, 'model/hardware/profiles/mine.yaml': profile },
      library,
    );
    expect(loadMachine(own, 'mine.yaml').name).to.equal('mine');
    expect(loadMachine(own, 'mine').title).to.equal('of my own');
    expect(own.names('machine')).to.deep.equal([...library.names('machine'), 'mine'].sort());
    expect(own.read('none.yaml')).to.equal(undefined);
    expect(() => loadMachine(new TextLibrary({ 'mine.yaml': profile }), 'mine.yaml')).to.throw(SpecError);
  });

  it('let a text stand for a shipped file', () => {
    const file = 'model/hardware/profiles/pentium-90.yaml';
    const own = new TextLibrary({ [file]: profile.replace('mine', 'pentium-90') }, library);
    expect(loadMachine(own, 'pentium-90').title).to.equal('of my own');
    expect(own.names('machine')).to.deep.equal(library.names('machine'));
  });

  it('read the directory that they are given', () => {
    const directory = temporaryFiles({ 'mine.yaml': profile });
    expect(loadMachine(new DiskLibrary(directory), 'mine.yaml').name).to.equal('mine');
    expect(() => loadMachine(new DiskLibrary(), 'mine.yaml')).to.throw(
      SpecError,
      /expected a readable machine file/,
    );
  });
});
