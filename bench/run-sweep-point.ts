/** The points of getpid that a sweep runs, without a sweep: prints the CPU time of one in ms, warm. */
import { JobRunner } from '../model/run/runner.ts';
import { DiskLibrary } from '../api/disk-library.ts';

const WARM_UP = 500;
const POINTS = 2000;

const runner = new JobRunner(new DiskLibrary());
const point = (value: number): void => {
  runner.run({
    ...{ machine: 'pentium-133', system: 'l4linux', workload: 'getpid', tests: ['getpid'] },
    ...{ seed: '1', replications: 1 },
    overrides: [{ path: 'tlb.walk-level', value: `${1 + value / 100} cycles` }],
  });
};
for (let index = 0; index < WARM_UP; index++) point(index);
const before = process.cpuUsage();
for (let index = 0; index < POINTS; index++) point(WARM_UP + index);
const { user, system } = process.cpuUsage(before);
console.log((user + system) / 1e3 / POINTS);
