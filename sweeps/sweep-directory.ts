import type { Directions } from '../calibration/sensitivity/sobol-sequence.ts';
import type { Library } from '../model/index.ts';
import { describe } from '../model/document/problem.ts';
import { ResultError, StoredLibrary } from '../results/inputs.ts';
import { RecordingLibrary } from '../results/recording-library.ts';
import { checkSweep } from './file/check-sweep.ts';
import { readSweep } from './file/sweep-file.ts';
import type { LocatedSweep, Sweep } from './file/sweep.ts';
import { Plan, type Settings } from './plan/plan.ts';
import { spaceOf } from './space/lay-out.ts';
import { chunksOf, readResults, removeUnfinished, type Chunk } from './store/chunks.ts';
import { failuresOf, type Failures, type RunResult, type Task } from './execution/run-result.ts';
import { createSweep, identityOf, readRecord, type SweepRecord } from './store/sweep-record.ts';
import { writeTable } from './store/table-file.ts';
import { tableOf } from './store/table.ts';

/** What a sweep needs beside its file. */
export interface Context {
  library: Library;
  directions: Directions;
  /** Of ukperf. */
  version: string;
}

/** A sweep that was checked, and what it will run. */
export interface PreparedSweep {
  sweep: Sweep;
  file: string;
  plan: Plan;
  settings: Settings;
  /** All texts that its runs read. */
  texts: ReadonlyMap<string, string>;
  identity: string;
}

/** Checks a sweep and lays out its runs. @throws SpecError */
export function prepareSweep(
  { sweep, document }: LocatedSweep,
  text: string,
  settings: Settings,
  { library, directions }: Context,
): PreparedSweep {
  const recording = new RecordingLibrary(library);
  checkSweep(recording, { sweep, document }, settings.machine, directions);
  const space = spaceOf(sweep, { seed: settings.seed, directions });
  const plan = new Plan(sweep, space, recording, settings);
  const texts = new Map([[document.file, text], ...recording.texts]);
  return { sweep, file: document.file, plan, settings, texts, identity: identityOf(settings, texts) };
}

/** What is there of a sweep. */
export interface Finished extends Failures {
  /** Runs without a result: there are no rows then. */
  missing: number;
}

/** A sweep whose directory is there. */
export class SweepDirectory {
  readonly directory: string;
  readonly record: SweepRecord;
  readonly sweep: Sweep;
  readonly plan: Plan;

  private constructor(directory: string, record: SweepRecord, sweep: Sweep, plan: Plan) {
    this.directory = directory;
    this.record = record;
    this.sweep = sweep;
    this.plan = plan;
  }

  /** Makes the directory of a sweep, or joins the one that is there. @throws ResultError for another sweep */
  static create(
    directory: string,
    prepared: PreparedSweep,
    chunk: number,
    { version }: Context,
  ): SweepDirectory {
    const { sweep, plan, settings, file, identity, texts } = prepared;
    const { machine, seed, replications, engine } = settings;
    const record = createSweep(
      directory,
      {
        ...{ version, node: process.version, engine, file, machine, seed, replications },
        ...{ points: plan.space.size, runs: plan.runs, chunk, identity },
      },
      texts,
    );
    return new SweepDirectory(directory, record, sweep, plan);
  }

  /**
   * Opens a directory as another process has made it; the files are the copies in it.
   * @param engine of this process; undefined to look only
   * @throws ResultError when it holds no sweep, or one of another engine
   */
  static open(directory: string, directions: Directions, engine?: string): SweepDirectory {
    const record = readRecord(directory);
    if (record === undefined)
      throw new ResultError(`${directory}: expected the directory of a sweep, found no sweep.json`);
    if (engine !== undefined && record.engine !== engine)
      throw new ResultError(
        `${directory}: expected a sweep of this engine (${engine}), found one of another version (${record.engine}, ukperf ${record.version})`,
      );
    const library = new StoredLibrary(directory, record);
    const text = library.read(record.file);
    if (text === undefined)
      throw new ResultError(
        `${directory}/sweep.json: file: expected one of its files, found ${describe(record.file)}`,
      );
    const located = readSweep({ file: record.file, text });
    checkSweep(library, located, record.machine, directions);
    const { sweep } = located;
    const plan = new Plan(sweep, spaceOf(sweep, { seed: record.seed, directions }), library, record);
    if (plan.runs !== record.runs || plan.space.size !== record.points)
      throw new ResultError(
        `${directory}/sweep.json: expected ${plan.runs} runs of ${plan.space.size} points, as its file says, found ${record.runs} of ${record.points}`,
      );
    return new SweepDirectory(directory, record, sweep, plan);
  }

  get chunks(): Chunk[] {
    return chunksOf(this.record);
  }

  /** The runs of a chunk, as a worker gets them. */
  tasksOf({ first, end }: Chunk): Task[] {
    return Array.from({ length: end - first }, (_, index) => {
      const run = first + index;
      const job = this.plan.jobOf(run);
      return {
        ...{ run, key: this.plan.keyOf(job), job },
        charges: this.sweep.measures[this.plan.measureOf(run)].charges ?? false,
      };
    });
  }

  /** Results by number of the run; those that are missing are undefined. @throws ResultError for a damaged file */
  results(): (RunResult | undefined)[] {
    const results = new Array<RunResult | undefined>(this.record.runs).fill(undefined);
    for (const result of readResults(this.directory)) {
      if (result.run >= results.length)
        throw new ResultError(
          `${this.directory}: expected ${results.length} runs, found number ${result.run}`,
        );
      results[result.run] = result;
    }
    return results;
  }

  /** Writes the rows, when all results are there. */
  finish(): Finished {
    const results = this.results();
    const missing = results.filter((result) => result === undefined).length;
    if (missing === 0) {
      writeTable(this.directory, tableOf(this.sweep, this.plan, results as RunResult[]), this.record);
      removeUnfinished(this.directory);
    }
    return { missing, ...failuresOf(results) };
  }
}
