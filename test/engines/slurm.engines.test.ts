import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { BigSweep, CHUNKS, expectWhole } from '../support/big-sweep.ts';
import { Processes } from '../support/processes.ts';
import { SlurmCluster } from '../support/slurm-cluster.ts';

describe('a sweep under Slurm', () => {
  const processes = new Processes();
  after(() => {
    processes.end();
  });

  it('loses and doubles nothing when a node dies, the controller starts again, and the one who follows goes away', async () => {
    const cluster = await SlurmCluster.start(processes, ['n1', 'n2']);
    const sweep = new BigSweep(processes, 'slurm', cluster.environment);
    const first = sweep.start('--engine', 'slurm', '--tasks', '8');
    await sweep.reached(8, first);
    expect(await cluster.killNode('n2'), 'tasks on the node').to.be.greaterThan(0);

    first.process.kill('SIGINT');
    expect(await first.ended, first.output()).to.equal(130);
    const [, job] =
      /the array (\d+) goes on: follow it again with --resume --engine slurm, or end it with scancel \1/.exec(
        first.output(),
      ) ?? [];
    expect(job, first.output()).to.match(/^\d+$/);

    const second = sweep.start('--engine', 'slurm', '--resume', '--json');
    await sweep.reached(CHUNKS * 0.4, second);
    await cluster.killController();
    await sweep.reached(sweep.written() + 1, second);
    cluster.startController();
    cluster.startNode('n2');
    expect(await second.ended, second.output()).to.equal(0);

    expect(JSON.parse(second.stdout())).to.include({ runs: 10_000, missing: 0, failed: 0 });
    const submitted = readdirSync(join(sweep.directory, 'slurm')).filter((name) => name.endsWith('.sh'));
    expect(submitted, 'not submitted again what Slurm starts again').to.deep.equal(['round-1.sh']);
    expect(cluster.log()).to.match(/[Rr]equeu/);
    await expectWhole(sweep, processes);
  });
});
