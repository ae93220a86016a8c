import { expect } from 'chai';
import { chargeFinder } from '../../calibration/experiments/dominant-charge.ts';
import type { Charge, Measured } from '../../model/index.ts';
import { run } from '../../model/run/run.ts';
import { doRun } from '../../sweeps/execution/run-result.ts';
import { JobRunner } from '../../model/run/runner.ts';
import { answered, answeredJson } from '../support/command-line.ts';
import { engine } from '../support/page-engine.ts';
import { library } from '../support/shipped.ts';

const TRAP = ['explain', 'virtual-memory', 'trap', '--system', 'linux'];
const JOB = { machine: 'pentium-133', system: 'linux', workload: 'virtual-memory', seed: '1' };

interface Explained {
  systems: { cyclesPerOperation: number; charges: Charge[]; tree: Node[] }[];
}
interface Node {
  name: string;
  cycles: number;
  children: Node[];
  charges: Charge[];
}

const sumOf = (charges: readonly Charge[]): number => charges.reduce((sum, { cycles }) => sum + cycles, 0);
const nodesOf = (nodes: readonly Node[]): Node[] =>
  nodes.flatMap((node) => [node, ...nodesOf(node.children)]);

describe('where the time of a part goes', () => {
  let measured: Measured;

  before(() => {
    const job = { ...JOB, tests: ['trap'], replications: 1, overrides: [] };
    [measured] = run(library, job).measured;
  });

  it('is said of that part alone, as a table', async () => {
    const [{ cyclesPerOperation, charges }] = (await answeredJson<Explained>(...TRAP, '--json')).systems;
    expect(cyclesPerOperation).to.equal(measured.parts['trap']);
    expect(sumOf(charges)).to.be.closeTo(cyclesPerOperation, 1e-6);
    const { stdout } = await answered(...TRAP);
    expect(stdout).to.match(/^together +[\d.,]+ +100\.0 %$/m);
    const shares = [...stdout.matchAll(/ ([\d.]+) %/g)].map(([, share]) => Number(share)).slice(0, -1);
    expect(shares.reduce((sum, share) => sum + share, 0)).to.be.closeTo(100, 1);
  });

  it('is said of that part alone, as a tree', async () => {
    const words = [...TRAP, '--method', 'flame', '--json'];
    const [{ cyclesPerOperation, tree }] = (await answeredJson<Explained>(...words)).systems;
    // The last traps, in a run of their own seed for the clock.
    expect(cyclesPerOperation).to.be.closeTo(measured.cyclesPerOperation, 30);
    const nodes = nodesOf(tree);
    expect(sumOf(nodes.flatMap(({ charges }) => charges))).to.be.closeTo(cyclesPerOperation, 1e-6);
    // Neither the handler nor its return belongs to the trap.
    expect(nodes.map(({ name }) => name))
      .to.include('signal-fault')
      .and.not.include('handle-trap');
  });

  it('is what the page shows', () => {
    const on = { machine: 'pentium-133', system: 'linux', seed: '1', replications: 1, overrides: [] };
    const trap = { ...on, workload: 'virtual-memory', test: 'trap' };
    const { cyclesPerOperation, charges } = engine().perform('measure', trap);
    expect(cyclesPerOperation).to.equal(measured.cyclesPerOperation);
    expect(charges).to.deep.equal(measured.operationCharges);
    const { hops } = engine().perform('path', trap);
    expect(hops.map(({ path }) => path))
      .to.include('signal-fault')
      .and.not.include('handle-trap');
  });

  it('is what a sweep keeps', () => {
    const job = { ...JOB, tests: ['trap'], replications: 1, overrides: [] };
    const { cycles, charges } = doRun(new JobRunner(library), { run: 0, key: '', job, charges: true });
    expect([cycles, charges]).to.deep.equal([measured.cyclesPerOperation, measured.operationCharges]);
  });

  it('decides which charge dominates', () => {
    const list = {
      traps: { title: 'traps', workload: 'virtual-memory', systems: ['linux'] },
      parts: { title: 'parts', workload: 'getpid', systems: ['l4linux'], parts: 'getpid' },
    };
    const on = { machine: 'pentium-133', seed: '1' };
    const find = chargeFinder({ library, experiments: { machine: on.machine, list }, ...on });
    const row = { unit: 'cycles' as const, model: 1 };
    const most = measured.operationCharges.reduce((one, other) => (other.cycles > one.cycles ? other : one));
    const trap = find({ ...row, experiment: 'traps', system: 'linux', test: 'trap' });
    expect(trap?.share).to.be.closeTo(most.cycles / measured.cyclesPerOperation, 1e-9);
    // Of a part that is a row of its own, what is charged to it.
    const entering = find({
      ...row,
      experiment: 'parts',
      system: 'l4linux',
      test: 'enter-emulation-library',
    });
    expect(entering).to.include({ place: 'emulation-library', cause: 'instructions' });
  });

  it('says how a chart differs from what the test reports', async () => {
    const pipe = ['explain', 'lmbench', 'ctx-2proc-0k-latency', '--system', 'linux', '--method', 'flame'];
    const { stdout } = await answered(...pipe);
    expect(stdout).to.match(/^shown: with what overhead measures, which the test subtracts$/m);
    expect((await answered(...TRAP, '--method', 'flame')).stdout).not.to.include('shown:');
  });
});
