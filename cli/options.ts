import { availableParallelism } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';
import { documentsOf, unusedOverrides } from '../model/library.ts';
import type { Library, Override, Precision } from '../model/index.ts';
import { DEFAULT_MACHINE } from '../sweeps/questions/check-question.ts';
import { UsageError } from './output.ts';

/** Options that several commands share. */
export const jsonOption = (): Option =>
  new Option('--json', 'print JSON, and nothing else, to standard output');
export const machineOption = (): Option =>
  new Option('--machine <name>', 'machine profile: a shipped name or a YAML file').default(DEFAULT_MACHINE);
/** The machine where a file says which one, unless the user does. */
export const machineOfFileOption = (file: string): Option =>
  new Option('--machine <name>', 'machine of all variants that name none').default(
    undefined,
    `what the ${file} says, or ${DEFAULT_MACHINE}`,
  );
export const seedOption = (): Option =>
  new Option(
    '--seed <seed>',
    'seed of all random streams: page colours, placement of code and data, choices',
  ).default('1');
/** Parser of a whole number from 1 to a limit. */
export const wholeNumber =
  (most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > most)
      throw new InvalidArgumentError(`expected a whole number from 1 to ${most}.`);
    return value;
  };
export const replicationsOption = (count?: number): Option =>
  new Option('--replications <n>', 'runs with page colourings and placements of their own, averaged')
    .default(count)
    .argParser(wholeNumber(10_000));
export const workersOption = (): Option =>
  new Option('--workers <n>', 'threads to run on; the result does not depend on their number')
    .default(availableParallelism(), 'one for each core')
    .argParser(wholeNumber(1024));

/** Least and most replications of a whole workload, however wide its interval is; fewer say little of the spread from boot to boot. */
const LEAST_REPLICATIONS = 5;
const MOST_REPLICATIONS = 30;

/** Replications of whole workloads until half the width of their interval is this share of the value. */
export const precisionOf = (share: number): Precision => ({
  halfWidth: share,
  least: LEAST_REPLICATIONS,
  most: MOST_REPLICATIONS,
});

/** Half a width of 1 %. */
export const defaultPrecision = precisionOf(0.01);

export const precisionOption = (): Option =>
  new Option(
    '--precision <percent>',
    'whole workloads: replicate until the 95 % interval is this narrow, half its width as a share of the value',
  )
    .default(defaultPrecision, '1 %')
    .argParser((text): Precision => {
      const percent = Number(text.replace(/\s*%$/, ''));
      if (!(percent > 0 && percent <= 100))
        throw new InvalidArgumentError('expected a share above 0 and up to 100 %.');
      return precisionOf(percent / 100);
    });
export const outOption = (): Option =>
  new Option(
    '--out <directory>',
    'save the result with all that it depends on (see: ukperf diff, run --from)',
  );
export const operationsOption = (): Option =>
  new Option(
    '--operations <n>',
    'flame: how many operations to show, the last that were measured; by default 1',
  ).argParser(wholeNumber(10_000));
export const significantOption = (): Option =>
  new Option(
    '--significant <percent>',
    'flame: show lines of at least this share of an operation; by default 1 %',
  ).argParser((text): number => {
    const percent = Number(text.replace(/\s*%$/, ''));
    if (text.trim() === '' || !(percent >= 0 && percent <= 100))
      throw new InvalidArgumentError('expected a share from 0 to 100 %.');
    return percent;
  });
export const setOption = (): Option =>
  new Option(
    '--set <key=value>',
    'set a value by its path, more than once if need be, such as caches.l2.size="512 KiB" or functions.l4.ipc-short=100',
  )
    .default([], 'none')
    .argParser((text: string, previous: Override[]) => {
      const at = text.indexOf('=');
      if (at < 1) throw new InvalidArgumentError('expected key=value.');
      return [...previous, { path: text.slice(0, at).trim(), value: text.slice(at + 1).trim() }];
    });

/** Refuses overrides that name nothing, with the file in which such a key would be looked for. */
export function checkOverrides(
  library: Library,
  overrides: readonly Override[],
  runs: readonly { machine: string; system: string; workload: string }[],
): void {
  if (overrides.length === 0) return;
  const documents = runs.flatMap(({ machine, system, workload }) =>
    documentsOf(library, machine, system, workload, overrides),
  );
  const [unknown] = unusedOverrides(overrides, documents);
  if (unknown) {
    throw new UsageError(
      `--set ${unknown.path}=${unknown.value}: expected a key of the machine, structure, personality or workload (see: ukperf show ${runs[0].machine}), found no such key`,
    );
  }
}
