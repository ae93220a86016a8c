import type { Job } from '../../model/run/job.ts';
import type { Library, Override } from '../../model/index.ts';
import type { Sweep } from '../file/sweep.ts';
import type { Level } from '../space/levels.ts';
import type { Space } from '../space/space.ts';
import { Ground } from './ground.ts';
import { RunKeys } from './run-key.ts';

/** How a sweep is run. */
export interface Settings {
  /** For variants that name none. */
  machine: string;
  seed: string;
  replications: number;
  /** A hash of the engine's code: another engine may give other results. */
  engine: string;
}

/** All runs of one variant for one measure: they stand together, points that are alike for them once. */
interface Block {
  variant: string;
  measure: string;
  /** Number of its first run. */
  first: number;
  /** The first point of each run; undefined when each point has a run of its own. */
  points: Uint32Array | undefined;
  /** The run of each point, from the first of the block. */
  runs: Uint32Array | undefined;
  size: number;
}

const SOURCE = { source: 'set by a sweep', status: 'what-if' } as const;

/**
 * What a sweep runs: a numbered list of jobs, each needed by at least one point. A point has a run for each variant and measure; where a parameter
 * means nothing to a variant, as the cost of an IPC to native Linux, its points share a run.
 */
export class Plan {
  readonly runs: number;
  readonly space: Space;
  readonly settings: Settings;
  private readonly sweep: Sweep;
  private readonly library: Library;
  private readonly blocks: Block[] = [];
  private readonly grounds = new Map<string, Ground>();
  private readonly keys: RunKeys;
  /** The place of the parameter that moves the machine; below 0 when there is none. */
  private readonly machines: number;

  constructor(sweep: Sweep, space: Space, library: Library, settings: Settings) {
    this.sweep = sweep;
    this.space = space;
    this.library = library;
    this.settings = settings;
    this.keys = new RunKeys(library, settings);
    this.machines = Object.values(sweep.parameters).findIndex(({ values }) => values.kind === 'machines');
    let runs = 0;
    for (const measure of Object.keys(sweep.measures))
      for (const variant of Object.keys(sweep.variants)) {
        const block = this.blockOf(variant, measure, runs);
        this.blocks.push(block);
        runs += block.size;
      }
    this.runs = runs;
  }

  /** The number of the run that a point has for a variant and a measure. */
  runOf(point: number, variant: string, measure: string): number {
    const { first, runs } = this.blocks.find(
      (block) => block.variant === variant && block.measure === measure,
    ) as Block;
    return first + (runs === undefined ? point : runs[point]);
  }

  /** What a run does. */
  jobOf(run: number): Job {
    const block = this.blockAt(run);
    const { points, first, variant, measure } = block;
    const point = points === undefined ? run - first : points[run - first];
    return this.job(variant, measure, this.space.at(point));
  }

  /** The measure that a run is for. */
  measureOf(run: number): string {
    return this.blockAt(run).measure;
  }

  /** Numbers of the first run of each variant and measure, and of the last. */
  stretches(): { variant: string; measure: string; first: number; end: number }[] {
    return this.blocks.map(({ variant, measure, first, size }) => ({
      variant,
      measure,
      first,
      end: first + size,
    }));
  }

  /** The hash of all that a run's result depends on. */
  keyOf(job: Job): string {
    return this.keys.keyOf(job, this.groundOf(job));
  }

  private blockAt(run: number): Block {
    return this.blocks.findLast(({ first }) => first <= run) as Block;
  }

  /** Who runs in a point as a variant, and on which machine. */
  placeOf(point: number, variant: string): { system: string; machine: string } {
    return this.place(variant, this.space.at(point));
  }

  private place(variant: string, levels: readonly Level[]): { system: string; machine: string } {
    const { system, machine } = this.sweep.variants[variant];
    const moved = this.machines < 0 ? null : levels[this.machines];
    return { system, machine: String(machine ?? moved ?? this.settings.machine) };
  }

  private job(variant: string, measure: string, levels: readonly Level[]): Job {
    const { variants, measures, parameters } = this.sweep;
    const set = { ...this.sweep.set, ...variants[variant].set };
    const { workload, test } = measures[measure];
    const list = Object.values(parameters);
    const job: Job = {
      ...this.place(variant, levels),
      workload,
      tests: [test],
      seed: this.settings.seed,
      replications: this.settings.replications,
      overrides: [],
    };
    const ground = this.groundOf(job);
    const values = new Map<string, string>(Object.entries(set).map(([path, value]) => [path, String(value)]));
    list.forEach((parameter, place) => {
      const level = levels[place];
      if (level !== null) for (const path of parameter.set) values.set(path, String(level));
    });
    const overrides = [...values]
      .filter(([path, value]) => ground.has(path) && !ground.isOwn(path, value))
      .map(([path, value]): Override => ({ path, value, provenance: SOURCE }));
    return { ...job, overrides };
  }

  private groundOf({ machine, system, workload }: Pick<Job, 'machine' | 'system' | 'workload'>): Ground {
    const key = JSON.stringify([machine, system, workload]);
    let ground = this.grounds.get(key);
    if (ground === undefined)
      this.grounds.set(key, (ground = new Ground(this.library, machine, system, workload)));
    return ground;
  }

  private blockOf(variant: string, measure: string, first: number): Block {
    const { space, sweep } = this;
    const places = this.placesThatMatter(variant, measure);
    const all = places.length === Object.keys(sweep.parameters).length;
    if (all && sweep.design === 'grid')
      return { variant, measure, first, points: undefined, runs: undefined, size: space.size };
    const known = new Map<string, number>();
    const runs = new Uint32Array(space.size);
    const points: number[] = [];
    for (let point = 0; point < space.size; point++) {
      const levels = space.at(point);
      const key = places.map((place) => levels[place]).join('\n');
      let run = known.get(key);
      if (run === undefined) {
        known.set(key, (run = points.length));
        points.push(point);
      }
      runs[point] = run;
    }
    return { variant, measure, first, points: Uint32Array.from(points), runs, size: points.length };
  }

  /** The places of the parameters that have a meaning for a variant in a measure. */
  private placesThatMatter(variant: string, measure: string): number[] {
    const { variants, measures, parameters } = this.sweep;
    const { system, machine } = variants[variant];
    const { workload } = measures[measure];
    const machines = Object.values(parameters).flatMap(({ values }) =>
      values.kind === 'machines' && machine === undefined ? values.machines : [],
    );
    const grounds = [machine ?? this.settings.machine, ...machines].map((one) =>
      this.groundOf({ machine: one, system, workload }),
    );
    return Object.values(parameters).flatMap(({ values, set: paths }, place) => {
      const matters =
        values.kind === 'machines'
          ? machine === undefined
          : paths.some((path) => grounds.some((ground) => ground.has(path)));
      return matters ? [place] : [];
    });
  }
}
