import { ticksOf } from '../core/clock.ts';
import type { Program } from '../kernels/program/program.ts';
import type { Locator } from '../document/check.ts';
import type { KeyPath } from '../document/document.ts';
import { Findings, type Naming } from '../document/findings.ts';
import type { JobMixSpec } from './mix-file.ts';

/** An access of a loop over a file's blocks. */
export interface Access {
  operation: number;
  own: boolean;
  /** The next block of the file is made. */
  append: boolean;
  write: boolean;
  /** The task waits until the block is on the disk. */
  through: boolean;
  random: boolean;
}

/** What a task does next: an operation some number of times, a loop over blocks, the end of its temporary file. */
export type PlanStep =
  | { kind: 'run'; operation: number; times: number }
  | { kind: 'loop'; part: number; accesses: readonly Access[] }
  | { kind: 'remove' };

export interface Subtest {
  name: string;
  /** Its arithmetic, without clock ticks. */
  userTicks: number;
  steps: readonly PlanStep[];
}

/** A mix with its names resolved: what each task runs, and which operations the detailed engine must measure. */
export interface MixPlan {
  spec: JobMixSpec;
  /** Programs of the detailed engine, by number of operation. */
  operations: readonly string[];
  coldRead: number;
  writeBackRequest: number;
  freeBlock: number;
  subtests: readonly Subtest[];
  /** Numbers of subtests, each as often as a task runs it. */
  jobs: Int32Array;
  fileBlocks: number;
  poolBlocks: number;
}

/**
 * Resolves the names of a mix.
 * @throws SpecError with every name that is not there
 */
export function planMix(spec: JobMixSpec, mixName: string, program: Program, locator: Locator): MixPlan {
  const findings = new Findings(locator);
  const operations: string[] = [];
  const known = program.programs.map(({ name }) => name);
  const isOneOf = (name: string, list: readonly string[], path: KeyPath, naming?: Naming): boolean =>
    findings.isOneOf(name, list, ['job-mix', ...path], naming);
  const aProgram = { expected: `a program of the workload (${known.join(', ')})` };
  const operation = (name: string, path: KeyPath, naming: Naming = aProgram): number => {
    isOneOf(name, known, path, naming);
    const old = operations.indexOf(name);
    return old >= 0 ? old : operations.push(name) - 1;
  };
  const around = Object.entries(spec.driver['around-subtest']).map(([name, times]): PlanStep => ({
    kind: 'run',
    operation: operation(name, ['driver', 'around-subtest', name], { ...aProgram, at: 'key' }),
    times,
  }));
  const names = Object.keys(spec.subtests);
  const { 'compiler-options': options = {}, 'compiled-with': option } = spec;
  if (option !== undefined) {
    const there = Object.keys(options);
    isOneOf(option, there, ['compiled-with'], {
      expected: `one of the compiler options ${there.join(', ')}`,
    });
  }
  const table = { ...spec.operations, ...(option === undefined ? {} : options[option]) };
  const counted = Object.keys(table);
  const anOperation: Naming = { expected: `an operation (${counted.join(', ')})`, at: 'key' };
  const cycles = names.map((name) =>
    Object.entries(spec.subtests[name].operations ?? {}).reduce((sum, [kind, count]) => {
      isOneOf(kind, counted, ['subtests', name, 'operations', kind], anOperation);
      return sum + (table[kind] ?? 0) * count;
    }, 0),
  );
  const aSubtest: Naming = { expected: `a subtest (${names.join(', ')})`, at: 'key' };
  const runsOf = (mix: string): [number, number][] =>
    Object.entries(spec.mixes[mix]?.runs ?? {}).map(([name, runs]) => {
      isOneOf(name, names, ['mixes', mix, 'runs', name], aSubtest);
      return [names.indexOf(name), runs];
    });
  for (const path of [['scaled-on'], ['costs', 'compute'], ['costs', 'compete']] as const) {
    const value = path.length === 1 ? spec['scaled-on'] : spec.costs[path[1]];
    const list = path.length === 1 ? Object.keys(spec.mixes) : known;
    isOneOf(value, list, path);
  }
  const scale = scaleOf(spec, runsOf(spec['scaled-on']), cycles);
  const jobs = runsOf(mixName).flatMap(([subtest, runs]) => Array<number>(runs).fill(subtest));
  const subtests = names.map((name, index): Subtest => {
    const steps = (spec.subtests[name].steps ?? []).map((step, at): PlanStep => {
      const path = ['subtests', name, 'steps', at];
      if ('remove' in step) return { kind: 'remove' };
      if ('run' in step)
        return { kind: 'run', operation: operation(step.run, [...path, 'run']), times: step.times ?? 1 };
      const accesses = step.do.map(({ run, on, how, order }, number): Access => ({
        operation: operation(run, [...path, 'do', number, 'run']),
        own: on === 'own',
        append: how.startsWith('append'),
        write: how !== 'read',
        through: how.endsWith('through'),
        random: order === 'random',
      }));
      return { kind: 'loop', part: step.blocks, accesses };
    });
    return { name, userTicks: ticksOf(cycles[index] * scale), steps: [...around, ...steps] };
  });
  const plan = {
    spec,
    operations,
    coldRead: operation(spec.costs['cold-read'], ['costs', 'cold-read']),
    writeBackRequest: operation(spec.costs['write-back-request'], ['costs', 'write-back-request']),
    freeBlock: operation(spec.costs['free-block'], ['costs', 'free-block']),
    subtests,
    jobs: Int32Array.from(jobs),
    fileBlocks: Math.floor((spec.mixes[mixName]?.['file-size'] ?? 0) / spec.files.block),
    poolBlocks: Math.floor((spec.mixes[mixName]?.['pool-size'] ?? 0) / spec.files.block),
  };
  findings.end();
  return plan;
}

/** By what the subtests' own arithmetic is multiplied, so that a mean job of the mix has the stated user work. */
function scaleOf(spec: JobMixSpec, runs: readonly [number, number][], cycles: readonly number[]): number {
  const jobs = runs.reduce((sum, [, count]) => sum + count, 0);
  const total = runs.reduce((sum, [subtest, count]) => sum + count * (cycles[subtest] ?? 0), 0);
  return total > 0 ? (spec['user-work-per-job'] * jobs) / total : 0;
}

/** Blocks of a file at a load: its fixed size and its share of the pool, in whole blocks. */
export function blocksAtLoad(plan: MixPlan, load: number): number {
  return plan.fileBlocks + Math.floor(plan.poolBlocks / load);
}
