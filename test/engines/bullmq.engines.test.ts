import { Queue } from 'bullmq';
import { expect } from 'chai';
import { BigSweep, CHUNKS, expectWhole } from '../support/big-sweep.ts';
import { Processes, until, type Started } from '../support/processes.ts';
import { RedisServer } from '../support/redis-server.ts';

describe('a sweep at a BullMQ queue', () => {
  const processes = new Processes();
  const queues: Queue[] = [];
  after(async () => {
    await Promise.all(queues.map((queue) => queue.close()));
    processes.end();
  });

  it('loses and doubles nothing when workers die, join and leave, the server starts again, and the coordinator is killed', async () => {
    const server = await RedisServer.start(processes);
    const sweep = new BigSweep(processes, 'queue', server.environment);
    const first = sweep.start('--engine', 'bullmq');
    const reached = (share: number): Promise<void> => sweep.reached(share * CHUNKS, first);
    const worker = (): Started => sweep.ukperf('sweep', 'worker', '--workers', '1', '--json');
    const [killed, leaving, staying] = [worker(), worker(), worker()];
    await reached(0.1);
    killed.process.kill('SIGKILL');
    const late = worker();

    await reached(0.3);
    await server.kill();
    await server.startAgain();
    await reached(0.5);
    leaving.process.kill('SIGTERM');
    expect(await leaving.ended, leaving.output()).to.equal(0);
    expect((JSON.parse(leaving.stdout()) as { chunks: number }).chunks).to.be.greaterThan(0);

    await reached(0.6);
    first.process.kill('SIGKILL');
    await first.ended;
    const second = sweep.start('--engine', 'bullmq', '--resume', '--json');
    expect(await second.ended, second.output()).to.equal(0);
    expect(JSON.parse(second.stdout())).to.include({ runs: 10_000, missing: 0, failed: 0 });
    for (const one of [late, staying]) {
      one.process.kill('SIGTERM');
      expect(await one.ended, one.output()).to.equal(0);
      expect((JSON.parse(one.stdout()) as { chunks: number }).chunks).to.be.greaterThan(0);
    }
    expect(await server.ask('--scan', '--pattern', '*-0-100'), 'jobs left in the server').to.equal('');
    await expectWhole(sweep, processes);
  });

  it('is done by the coordinator itself when it is asked to, and no worker takes chunks of another engine', async () => {
    const server = await RedisServer.start(processes);
    const other = new Queue('ukperf-0123', { connection: server.connection(), prefix: 'ukperf' });
    queues.push(other);
    await other.add('sweep', { identity: 'of another engine', tasks: '' });
    await server.ask('hset', 'ukperf:engines:ukperf', '0123', '0.0.9');
    const sweep = new BigSweep(processes, 'alone', server.environment);
    const coordinator = sweep.start('--engine', 'bullmq', '--workers', '2');
    await sweep.reached(2, coordinator);
    coordinator.process.kill('SIGINT');
    expect(await coordinator.ended, coordinator.output()).to.equal(130);
    expect(coordinator.output()).to.match(
      /leaves what waits for engine 0123 \(ukperf 0\.0\.9\) to workers of that version: this one's engine is [0-9a-f]{16}/,
    );
    expect(coordinator.output()).to.contain('fetch it with --resume --engine bullmq');
    expect(await other.getWaitingCount()).to.equal(1);
  });

  it('lets a worker go whose server is away', async () => {
    const server = await RedisServer.start(processes);
    const worker = new BigSweep(processes, 'away', server.environment).ukperf('sweep', 'worker', '--json');
    await until('the worker', () => worker.output().includes('takes chunks from queue'), 20);
    await server.kill();
    await until(
      'the worker to notice',
      () => worker.output().includes('waiting for the server at redis://127.0.0.1:'),
      20,
    );
    worker.process.kill('SIGTERM');
    expect(await worker.ended, worker.output()).to.equal(0);
  });
});
