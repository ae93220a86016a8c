import { expect } from 'chai';
import { CalibrationTargets } from '../../../calibration/fit/calibration-targets.ts';
import { setNativeWork, type NativeWork } from '../../../calibration/fit/native-work.ts';
import type { Job } from '../../../model/run/job.ts';
import { readSettingsFile } from '../../../cli/shipped.ts';
import type { Measured } from '../../../model/index.ts';
import { experiments, library, targets } from '../../support/shipped.ts';

const LINK = { path: 'constants.link-work', experiment: 'lmbench', test: 'simple-process-latency' };
const SHELL = { path: 'constants.shell-work', experiment: 'lmbench', test: 'sh-process-latency' };

/** A toy: a program takes a fixed time, and more for its work, not quite in proportion; a shell links too. */
function latency(test: string, work: ReadonlyMap<string, number>): number {
  const of = (path: string): number => work.get(path) ?? 1e6;
  const link = 900 + 0.03 * of(LINK.path) ** 0.95;
  return test === LINK.test ? link : link + 0.02 * of(SHELL.path);
}

function solved(rounds: (typeof LINK)[][], run: (job: Job) => void = () => undefined): Promise<NativeWork[]> {
  const settings = { ...readSettingsFile(), 'native-work': rounds.map((round) => round.map(withRuns)) };
  return setNativeWork(
    {
      ...{ library, experiments, machine: 'toy', seed: 'toy', nativeSystem: 'linux' },
      execute: (jobs) =>
        Promise.resolve(
          jobs.map((job) => {
            run(job);
            const work = new Map(job.overrides.map(({ path, value }) => [path, parseFloat(value)]));
            return (job.tests ?? []).map((test) => ({ test, value: latency(test, work) }) as Measured);
          }),
        ),
    },
    settings,
    CalibrationTargets.of(targets, []),
    [{ path: 'some.cost', value: '3 cycles' }],
  );
}

const withRuns = (work: typeof LINK): typeof LINK & { replications: number } => ({
  ...work,
  replications: 1,
});

describe('the user work of programs', () => {
  it('is set so that the native result comes out, within the tolerance', async () => {
    const [{ value, model, published, sourced, target }] = await solved([[LINK]]);
    expect([published, target]).to.deep.equal([7400, 'lmbench/simple-process-latency/linux']);
    expect(model).to.be.closeTo(7400, 7400 * readSettingsFile()['native-tolerance']);
    expect(latency(LINK.test, new Map([[LINK.path, value]]))).to.equal(model);
    expect(value).not.to.equal(sourced);
  });

  it('of a later round is set with that of the rounds before, and with what was fitted', async () => {
    const runs: Job[] = [];
    const [link, shell] = await solved([[LINK], [SHELL]], (job) => runs.push(job));
    const own = new Map([
      [LINK.path, link.value],
      [SHELL.path, shell.value],
    ]);
    expect(latency(SHELL.test, own)).to.equal(shell.model);
    const last = runs.at(-1)!.overrides;
    expect(last.map(({ path }) => path)).to.deep.equal(['some.cost', LINK.path, SHELL.path]);
  });

  it('stays as it is for a program without a published native result', async () => {
    expect(await solved([[{ ...LINK, test: 'pipe-latency' }]])).to.deep.equal([]);
  });

  it('must be an entry of the workload', async () => {
    let message = '';
    await solved([[{ ...LINK, path: 'constants.nothing' }]]).catch((error: unknown) => {
      message = String(error);
    });
    expect(message).to.include('constants.nothing: not an entry of lmbench');
  });
});
