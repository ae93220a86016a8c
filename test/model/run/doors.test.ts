import { join } from 'node:path';
import { expect } from 'chai';
import { callTree, simulate } from '../../../api/index.ts';
import { chargeFinder } from '../../../calibration/experiments/dominant-charge.ts';
import { evaluate } from '../../../calibration/fit/evaluate.ts';
import { CalibrationTargets } from '../../../calibration/fit/calibration-targets.ts';
import type { Experiment } from '../../../calibration/experiments/experiments.ts';
import { reproduce } from '../../../calibration/experiments/reproduce.ts';
import { Targets } from '../../../calibration/experiments/targets.ts';
import type { Job } from '../../../model/run/job.ts';
import { run } from '../../../model/run/run.ts';
import { JobRunner } from '../../../model/run/runner.ts';
import { doRun } from '../../../sweeps/execution/run-result.ts';
import { answered, answeredJson, temporaryFiles } from '../../support/command-line.ts';
import { engine } from '../../support/page-engine.ts';
import { library } from '../../support/shipped.ts';

/** What a door says of a request: a value, and a fingerprint where it gives one. */
interface Said {
  value: number;
  fingerprint?: string;
}

interface Request {
  test: string;
  workload: string;
  quick: boolean;
}

const ON = { machine: 'pentium-133', system: 'l4linux', seed: '1', replications: 2 };
const jobOf = ({ workload, test, quick }: Request): Job => ({
  ...{ ...ON, workload, tests: [test], quick, overrides: [] },
});
const wordsOf = ({ workload, test, quick }: Request): string[] => [
  ...[workload, test, '--system', ON.system, '--replications', String(ON.replications)],
  ...(quick ? ['--quick'] : []),
];
const experimentOf = ({ workload, test }: Request): Experiment => ({
  ...{ title: 'own', workload, systems: [ON.system], tests: [test] },
});

const directory = temporaryFiles({});

/** Everybody who runs a job. */
const DOORS: Record<string, (request: Request) => Said | Promise<Said>> = {
  command: async (request) => {
    const printed = await answeredJson<{ measures: Said[]; fingerprint: string }>(
      ...['run', ...wordsOf(request), '--json'],
    );
    return { value: printed.measures[0].value, fingerprint: printed.fingerprint };
  },
  'saved result': async (request) => {
    const out = join(directory, `${request.workload}-${String(request.quick)}`);
    await answered('run', ...wordsOf(request), '--out', out);
    const again = await answeredJson<{ fingerprint: string; rows: { model: number }[] }>(
      ...['run', '--from', out, '--json'],
    );
    return { value: again.rows[0].model, fingerprint: again.fingerprint };
  },
  library: ({ workload, test, quick }) => simulate(library, { ...ON, workload, test, quick }),
  page: ({ workload, test, quick }) => {
    const { workloads } = engine().perform('catalog', null);
    const set = quick ? (workloads.find(({ name }) => name === workload)?.quick ?? []) : [];
    return engine().perform('measure', { ...ON, workload, test, overrides: set });
  },
  sweep: (request) => {
    const task = { run: 0, key: '', job: jobOf(request), charges: false };
    const { values, fingerprint, error } = doRun(new JobRunner(library), task);
    if (error !== undefined) throw new Error(error);
    return { value: values.reduce((sum, value) => sum + value, 0) / values.length, fingerprint };
  },
  experiment: async (request) => {
    const { rows } = await reproduce({
      ...{ ...ON, library, targets: new Targets([]), names: [], quick: request.quick },
      experiments: { machine: ON.machine, list: { own: experimentOf(request) } },
    });
    return { value: rows[0].model };
  },
  fit: async (request) => {
    const targets = CalibrationTargets.of(new Targets([]), []);
    const evaluator = {
      ...{ library, machine: ON.machine, seed: ON.seed, nativeSystem: 'linux' },
      experiments: { machine: ON.machine, list: { own: experimentOf(request) } },
      execute: (jobs: readonly Job[]) =>
        Promise.resolve(jobs.map((job) => run(library, { ...job, quick: request.quick }).measured)),
    };
    const wanted = [{ experiment: 'own', test: request.test, system: ON.system }];
    const [[value]] = await evaluate(evaluator, wanted, targets, [[]], ON.replications);
    return { value };
  },
};

describe('every door to the engine', () => {
  for (const request of [
    { workload: 'getpid', test: 'getpid', quick: false },
    { workload: 'bursts', test: 'burst-and-call', quick: true },
  ])
    for (const [door, ask] of Object.entries(DOORS))
      it(`gives what the model gives, to the last bit: ${door}, ${request.workload}${request.quick ? ', quick' : ''}`, async () => {
        const { measured, fingerprint } = run(library, jobOf(request));
        const said = await ask(request);
        expect(said.value).to.equal(measured[0].value);
        if (said.fingerprint !== undefined) expect(said.fingerprint).to.equal(fingerprint);
      });

  it('gives another value for a quick look', () => {
    const [quick, slow] = [true, false].map((one) =>
      run(library, jobOf({ workload: 'bursts', test: 'burst-and-call', quick: one })),
    );
    expect(quick.measured[0].value).not.to.equal(slow.measured[0].value);
  });

  const unknown = { workload: 'lmbench', test: 'pipe-latncy', quick: false };
  const MESSAGE =
    /model\/workloads\/lmbench\.yaml:\d+:\d+: tests: expected a test of lmbench \(.*\), found "pipe-latncy" \(did you mean pipe-latency\?\)/;

  for (const door of ['library', 'page', 'sweep', 'experiment', 'fit'])
    it(`refuses an unknown test with its place and a suggestion: ${door}`, async () => {
      const said = await Promise.resolve()
        .then(() => DOORS[door](unknown))
        .catch((error: unknown) => (error as Error).message);
      expect(said).to.match(MESSAGE);
    });

  it('refuses an unknown test with its place and a suggestion: commands, call trees', async () => {
    const lines = [
      ['run', ...wordsOf(unknown)],
      ['explain', 'lmbench', 'pipe-latncy'],
      ['explain', 'lmbench', 'pipe-latncy', '--method', 'flame'],
    ];
    for (const words of lines) {
      const { status, stdout, stderr } = await answered(...words);
      expect([status, stdout], words.join(' ')).to.deep.equal([2, '']);
      expect(stderr).to.match(MESSAGE);
    }
    expect(() => callTree(library, { ...ON, workload: 'lmbench', test: 'pipe-latncy' })).to.throw(MESSAGE);
  });

  it('refuses tests and job mixes at once, and results where there is no job mix', () => {
    const both = { ...ON, workload: 'aim7', tests: ['shared', 'read-block'], overrides: [] };
    expect(() => run(library, both)).to.throw(
      /expected tests alone or job mixes alone \(shared.*found "read-block"/,
    );
    const none = { ...ON, workload: 'getpid', tests: ['max-jobs-per-minute'], overrides: [] };
    expect(() => run(library, none)).to.throw(/a test of getpid \(getpid\), found "max-jobs-per-minute"/);
  });

  it('knows a figure that is worked out from others from one that is run', () => {
    const list = { own: { title: 'own', workload: 'getpid', systems: ['linux', 'l4linux'] } };
    const find = chargeFinder({
      library,
      experiments: { machine: ON.machine, list },
      machine: ON.machine,
      seed: '1',
    });
    const row = { experiment: 'own', system: 'l4linux', unit: 'cycles' as const, model: 1 };
    expect(find({ ...row, test: 'getpid' })).to.have.property('against', 'linux');
    expect(find({ ...row, test: 'twice-getpid' })).to.equal(undefined);
  });
});
