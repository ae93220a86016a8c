import { parseQuantity } from '../../model/document/quantity.ts';
import { loadKernelFiles, type Override } from '../../model/library.ts';
import { workloadSchema } from '../../model/kernels/files/workload-file.ts';
import { valueAt } from '../../model/document/document.ts';
import { isSourcedEntry } from '../../model/document/sourced.ts';
import type { Measured } from '../../model/index.ts';
import type { CalibrationTargets } from './calibration-targets.ts';
import type { Evaluator } from './evaluate.ts';
import type { Settings } from './settings.ts';

/** User work of a program, set from one native result. */
export interface NativeWork {
  path: string;
  value: number;
  unit?: string;
  /** The value before. */
  sourced: number;
  target: string;
  published: number;
  model: number;
}

const MOST_STEPS = 8;

/** Sets the user work of each program so that its native result comes out, round after round. */
export async function setNativeWork(
  evaluator: Evaluator,
  settings: Settings,
  targets: CalibrationTargets,
  fitted: readonly Override[],
): Promise<NativeWork[]> {
  const set: NativeWork[] = [];
  for (const round of settings['native-work']) {
    const before = [...fitted, ...set.map(overrideOf)];
    const found = await Promise.all(
      round.map((work) => solveOne(evaluator, settings, targets, work, before)),
    );
    set.push(...found.filter((work) => work !== undefined));
  }
  return set;
}

type Work = Settings['native-work'][number][number];

async function solveOne(
  evaluator: Evaluator,
  settings: Settings,
  targets: CalibrationTargets,
  work: Work,
  before: readonly Override[],
): Promise<NativeWork | undefined> {
  const { experiment, test, path, unit } = work;
  const system = settings['native-system'];
  const target = targets.native.find(
    (one) => one.experiment === experiment && one.test === test && one.system === system,
  );
  if (target === undefined) return undefined;
  const sourced = valueOf(evaluator, experiment, path);
  const modelAt = (value: number): Promise<number> => {
    const own = { path, value: unit === undefined ? String(value) : `${value} ${unit}` };
    return nativeResult(evaluator, settings, work, [...before, own]);
  };
  const found = await solve(modelAt, sourced, target.published, settings['native-tolerance']);
  return {
    path,
    ...(unit ? { unit } : {}),
    sourced,
    target: `${experiment}/${test}/${system}`,
    published: target.published,
    ...found,
  };
}

function overrideOf({ path, value, unit }: NativeWork): Override {
  return { path, value: unit === undefined ? String(value) : `${value} ${unit}` };
}

async function nativeResult(
  { library, execute, experiments, machine, onProgress }: Evaluator,
  settings: Settings,
  { experiment, test, replications }: Work,
  overrides: readonly Override[],
): Promise<number> {
  const { workload } = experiments.list[experiment];
  const whole =
    loadKernelFiles(library, 'workload', workload, workloadSchema)[0].spec['job-mix'] !== undefined;
  const job = {
    machine,
    system: settings['native-system'],
    workload,
    seed: settings['native-seed'],
    replications,
    ...(whole ? { quick: true } : { tests: [test] }),
    overrides,
  };
  const [results] = await execute([job], () => onProgress?.(1));
  return (results.find((result) => result.test === test) as Measured).value;
}

function valueOf({ library, experiments }: Evaluator, experiment: string, path: string): number {
  const files = loadKernelFiles(library, 'workload', experiments.list[experiment].workload, workloadSchema);
  const entry = files.map(({ locator }) => valueAt(locator.data, path.split('.'))).find(isSourcedEntry);
  const value = parseQuantity(entry?.value)?.value;
  if (value === undefined) throw new RangeError(`${path}: not an entry of ${experiment}`);
  return value;
}

/** A secant in logarithms: more work takes longer, near to in proportion. */
async function solve(
  modelAt: (value: number) => Promise<number>,
  start: number,
  wanted: number,
  tolerance: number,
): Promise<{ value: number; model: number }> {
  let value = start;
  let model = await modelAt(value);
  let slope = 1;
  for (let step = 0; step < MOST_STEPS && Math.abs(model / wanted - 1) > tolerance; step++) {
    const next = Number((value * Math.exp(Math.log(wanted / model) / slope)).toPrecision(5));
    const found = await modelAt(next);
    const secant = Math.log(found / model) / Math.log(next / value);
    if (Number.isFinite(secant) && secant !== 0) slope = secant;
    [value, model] = [next, found];
  }
  return { value, model };
}
