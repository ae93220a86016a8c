import { expect } from 'chai';
import { ModelError } from '../../../model/index.ts';
import type { Job } from '../../../model/run/job.ts';
import { JobRunner } from '../../../model/run/runner.ts';
import { RecordingLibrary } from '../../../results/recording-library.ts';
import { onThreads, onWorkers } from '../../../sweeps/execution/on-threads.ts';
import { pack, unpack } from '../../../sweeps/execution/packed.ts';
import { doRun } from '../../../sweeps/execution/run-result.ts';
import { ThreadPool } from '../../../sweeps/execution/thread-pool.ts';
import { library } from '../../support/shipped.ts';
import { expectEndsInItsWork, NO_RUNS } from '../../support/thread-pools.ts';

const JOB: Job = {
  ...{ machine: 'pentium-133', system: 'linux', workload: 'getpid', tests: ['getpid'] },
  ...{ seed: '1', replications: 1, overrides: [] },
};
const TASK = { run: 3, key: 'k', job: JOB, charges: false };
const nothing = (): void => undefined;

describe('a pool of threads', () => {
  it('does work of every kind in the same threads, and ends', async () => {
    const recording = new RecordingLibrary(library);
    const here = doRun(new JobRunner(recording), TASK);
    const texts = pack([...recording.texts]);
    const pool = await ThreadPool.start(1);
    const [ran, packed, none, again] = await Promise.all([
      pool.run('runJob', JOB),
      pool.run('doPacked', { identity: 'a', texts, tasks: pack([TASK]) }),
      // Other files than those that the thread has read: it forgets what it knew.
      pool.run('doPacked', { ...NO_RUNS, tasks: pack([TASK]) }),
      pool.run('runJob', JOB),
    ]);
    expect(ran).to.have.property('measured').with.length(1);
    expect('measured' in ran && ran.measured[0].values).to.deep.equal(here.values);
    expect(unpack(packed)).to.deep.equal([here]);
    expect((unpack(none) as { error: string }[])[0].error).to.contain('expected a machine');
    expect(again).to.deep.equal(ran);
    await pool.end();
  });

  it('tells what the model refuses, and goes on', async () => {
    const pool = await ThreadPool.start(1);
    const execute = onThreads(pool);
    const wrong = await execute([JOB, { ...JOB, tests: ['getpd'] }], nothing).catch(
      (error: unknown) => error,
    );
    expect(wrong).to.be.instanceOf(ModelError);
    expect(String(wrong)).to.contain('"getpd" (did you mean getpid?)');
    expect(await execute([JOB], nothing)).to.have.length(1);
    await pool.end();
  });

  it('tells what is wrong otherwise, and goes on', async () => {
    const pool = await ThreadPool.start(1);
    const sweep = { directory: 'no-such-sweep', chunk: { first: 0, end: 1 }, tasks: [TASK], known: [] };
    expect(await pool.run('doChunk', sweep).catch(String)).to.contain('found no sweep.json');
    expect(await pool.run('doPacked', NO_RUNS)).to.equal(pack([]));
    await pool.end();
  });

  it('ends with its jobs, also when the model refuses one', async () => {
    const counted: number[] = [];
    const [one, two] = await onWorkers(2)([JOB, JOB], (tests) => counted.push(tests));
    expect(one).to.deep.equal(two);
    expect(counted).to.deep.equal([1, 1]);
    expect(await onWorkers(2)([{ ...JOB, system: 'none' }, JOB], nothing).catch(String)).to.contain(
      'found no structure "none"',
    );
  });

  it('ends at once, and in the middle of its work', async () => {
    await expectEndsInItsWork();
  });
});
