import { CAUSES } from '../../model/core/charges.ts';
import { ticksOf } from '../../model/core/clock.ts';
import type { Machine } from '../../model/hardware/machine.ts';
import { loadMachine } from '../../model/index.ts';
import type { Demand, Demands } from '../../model/workloads/demands.ts';
import { JobMix, type LoadRun, type Sharing } from '../../model/workloads/job-mix.ts';
import type { MixPlan, PlanStep } from '../../model/workloads/mix-plan.ts';
import { library } from './shipped.ts';

/** Round numbers: 1 MHz, so that a cycle is a microsecond; a disk that takes 2 ms for 1 KB, without seek or rotation. */
const CLOCK = 1e6;
const NS = 1;
const MS = 1e6 * NS;
const PLACES = ['user', 'kernel', 'idle'];

function toyMachine(): Machine {
  const machine = structuredClone(loadMachine(library, 'pentium-133').machine);
  machine.processor.clock = CLOCK;
  Object.assign(machine.disk, {
    rotation: 1e15,
    'average-seek': 0,
    'track-seek': 0,
    'command-overhead': 1 * MS,
    'transfer-rate': 1024e3,
  });
  return machine;
}

/** A demand of so many cycles of kernel instructions. */
function demand(cycles: number): Demand {
  const cells = new Float64Array(PLACES.length * CAUSES.length);
  cells[PLACES.indexOf('kernel') * CAUSES.length + CAUSES.indexOf('instructions')] = ticksOf(cycles);
  return { cells, ticks: ticksOf(cycles) };
}

export interface ToyMix {
  /** Milliseconds of arithmetic in each of a task's subtests, or the steps of a subtest. */
  subtests: readonly (number | readonly PlanStep[])[];
  /** Cycles of each operation; 0 to 2 are the cold read, the write-back request and the freed block. */
  operations?: readonly number[];
  blocks?: number;
  delayMs?: number;
  clockCycles?: number;
  switchCycles?: number;
  memoryPages?: number;
  sharing?: Partial<Sharing>;
  seed?: string;
}

/** Runs a load of a mix made of round numbers. */
export function runToyMix(mix: ToyMix, load: number): LoadRun {
  const { subtests, operations = [], blocks = 8 } = mix;
  const costs = operations.length === 0 ? [0, 0, 0] : operations;
  const machine = toyMachine();
  const plan = {
    spec: {
      driver: { 'start-delay': (mix.delayMs ?? 0) * MS },
      memory: {
        system: 0,
        'each-task': 0,
        page: 4096,
      },
      files: {
        block: 1024,
        'first-block': 0,
        'blocks-per-group': 8192,
        'direct-blocks': 4,
        'blocks-per-indirect': 8,
        'read-ahead': 0,
        'blocks-per-burst': 4,
      },
      'write-back': {
        interval: 5000 * MS,
        age: 30_000 * MS,
        'metadata-age': 5000 * MS,
        'dirty-limit': 0.6,
        'blocks-per-request': 16,
        'blocks-per-round': 500,
      },
    } as unknown as MixPlan['spec'],
    operations: costs.map((_, index) => `operation-${index}`),
    coldRead: 0,
    writeBackRequest: 1,
    freeBlock: 2,
    subtests: subtests.map((subtest, index) => ({
      name: `subtest-${index}`,
      userTicks: typeof subtest === 'number' ? ticksOf((subtest / 1e3) * CLOCK) : 0,
      steps: typeof subtest === 'number' ? [] : subtest,
    })),
    jobs: Int32Array.from(subtests.keys()),
    fileBlocks: blocks,
    poolBlocks: 0,
  } satisfies MixPlan;
  if (mix.memoryPages !== undefined) machine.memory.size = mix.memoryPages * 4096;
  const demands: Demands = {
    places: PLACES,
    operations: costs.map(demand),
    clock: demand(mix.clockCycles ?? 0),
    clockPeriod: ticksOf(CLOCK / 100),
    contextSwitch: demand(mix.switchCycles ?? 0),
    fingerprint: '',
  };
  const sharing: Sharing = {
    policy: 'round-robin',
    sliceNs: 10 * MS,
    wakeUpMargin: 0,
    decay: 1,
    decayIntervalNs: Infinity,
    diskWaitNs: 0,
    ...mix.sharing,
  };
  return new JobMix(plan, demands, machine, sharing, load, mix.seed ?? '1').run();
}

/** Milliseconds of a run. */
export function msOf(run: LoadRun): number {
  return (run.ticks / ticksOf(CLOCK)) * 1e3;
}

/** Milliseconds that a run spent on a place, or on a place and cause. */
export function spent(run: LoadRun, place: string, cause?: string): number {
  return run.charges
    .cells()
    .filter((charge) => charge.place === place && (cause === undefined || charge.cause === cause))
    .reduce((sum, { cycles }) => sum + (cycles / CLOCK) * 1e3, 0);
}
