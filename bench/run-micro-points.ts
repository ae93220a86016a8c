/**
 * Every test of the micro benchmarks on every system of its experiment, warm and with its program compiled:
 *
 *   run-micro-points.js REPETITIONS EXPERIMENT...
 *
 * leaves the named experiments out and prints "system/test milliseconds" of CPU, the median of the repetitions.
 */
import { DiskLibrary } from '../api/disk-library.ts';
import { workloadOf } from '../calibration/experiments/experiments.ts';
import { readShippedExperiments } from '../cli/shipped.ts';
import { compile, loadSystem, type WorkloadTest } from '../model/index.ts';
import { measure } from '../model/run/measure.ts';
import { interleave, median } from './repetitions.ts';

const [repetitions, ...leftOut] = process.argv.slice(2);
const library = new DiskLibrary();
const experiments = readShippedExperiments();
const points = new Map<string, () => number>();
for (const [name, experiment] of Object.entries(experiments.list)) {
  if (leftOut.includes(name)) continue;
  for (const system of experiment.systems)
    addPoints(experiment.machine ?? experiments.machine, system, workloadOf(experiment, system));
}
const samples = await interleave(
  Number(repetitions),
  [...points].map(([name, run]) => ({ name, run })),
);
for (const [name, values] of samples) console.log(`${name} ${median(values)}`);

function addPoints(machineName: string, system: string, workload: string): void {
  const { machine, sources } = loadSystem(library, machineName, system, workload);
  const program = compile(sources);
  const tests = sources.workload.flatMap(({ spec }) => Object.entries<WorkloadTest>(spec.tests ?? {}));
  for (const [name, test] of tests) {
    points.set(`${system}/${name}`, () => {
      const before = process.cpuUsage();
      measure(program, machine, name, test, { seed: '1', replications: 1 });
      const { user, system: kernel } = process.cpuUsage(before);
      return (user + kernel) / 1e3;
    });
  }
}
