import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { costOf, type Cost } from './command.ts';
import { rowOfCost, type BenchRow } from './report.ts';
import { inTemporaryDirectory } from './temporary-directory.ts';

const GROUP = 'sweeps';

/** What a point beyond its simulation may cost: engine and store. */
const OVERHEAD_MS = 1;
/** What a hundred thousand points of a micro benchmark may take on two cores. */
const LARGEST = 100_000;
const LARGEST_S = 180;

/** Points of sweeps over the machine, each larger than the one before. */
const SIZES = [100, 1000, 10_000, LARGEST];

const SIZE_COMPILE = 4;

/** What sweeps cost: points a second, speed-up, overhead, and whether the cost of a point stays as the sweep grows. */
export async function benchSweeps(): Promise<BenchRow[]> {
  return inTemporaryDirectory(async (directory) => {
    let made = 0;
    const run = (text: string, workers: number): Promise<Cost> => {
      const file = join(directory, `sweep-${++made}.yaml`);
      writeFileSync(file, text);
      const out = join(directory, `sweep-${made}`);
      return costOf(['sweep', file, '--out', out, '--no-reuse', '--workers', String(workers), '--json']);
    };
    const rows: BenchRow[] = [];
    const small = await run(micro(SIZES[0]), 1);
    const costs = new Map<number, Cost>();
    for (const size of SIZES) costs.set(size, await run(micro(size), 2));
    const one = await run(micro(SIZES[2]), 1);
    const two = costs.get(SIZES[2]) as Cost;
    rows.push(
      rate('getpid, one worker', SIZES[2], one),
      rate('getpid, two workers', SIZES[2], two),
      speedUp('getpid', one, two),
    );
    // What starting costs cancels out.
    const each = ((one.cpu - small.cpu) / (SIZES[2] - SIZES[0])) * 1e3;
    const simulation = await simulationOfAPoint();
    rows.push(
      row('a point of getpid', 'ms CPU', each),
      row('its simulation', 'ms CPU', simulation),
      row('engine and store beyond it', 'ms CPU', each - simulation, OVERHEAD_MS),
    );
    for (const [size, { cpu, wall }] of costs) {
      rows.push(row(`a point of ${size}, start included`, 'ms CPU', (cpu / size) * 1e3));
      if (size === LARGEST) rows.push(row(`${size} points, two workers`, 's wall', wall, LARGEST_S));
    }
    const [compileOne, compileTwo] = [
      await run(compile(SIZE_COMPILE), 1),
      await run(compile(SIZE_COMPILE), 2),
    ];
    rows.push(
      rate('compile, one worker', SIZE_COMPILE, compileOne),
      rate('compile, two workers', SIZE_COMPILE, compileTwo),
      speedUp('compile', compileOne, compileTwo),
    );
    return rows;
  });
}

const row = (subject: string, unit: string, subjectValue: number, atMost?: number): BenchRow =>
  rowOfCost({ group: GROUP, subject, unit, subjectValue }, atMost);

const rate = (what: string, points: number, { wall }: Cost): BenchRow =>
  row(`${what}, ${points} points`, 'points/s', points / wall);

const speedUp = (what: string, one: Cost, two: Cost): BenchRow =>
  row(`speed-up of ${what} by the second worker`, 'times', one.wall / two.wall);

/** CPU time of a point of getpid without a sweep around it, in ms. */
async function simulationOfAPoint(): Promise<number> {
  const script = fileURLToPath(new URL('./run-sweep-point.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  return Number(stdout);
}

const sweep = (workload: string, test: string, steps: number): string => `sweep: bench
title: Bench
text: Points over the cost of a TLB miss.
replications: 1
measures:
  time: { title: time, workload: ${workload}, test: ${test} }
variants:
  l4linux: { title: L4Linux, system: l4linux }
parameters:
  walk: { title: walk, set: tlb.walk-level, from: 1 cycles, to: 100 cycles, steps: ${steps} }
`;

const micro = (points: number): string => sweep('getpid', 'getpid', points);
const compile = (points: number): string => sweep('compile', 'elapsed', points);
