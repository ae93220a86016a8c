import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { makeDirectory } from '../../../results/make-directory.ts';
import { writeWhole } from '../../../results/write-whole.ts';
import { missingChunks, type Chunk } from '../../store/chunks.ts';
import type { SweepDirectory } from '../../sweep-directory.ts';
import type { Followed, Following } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { batchFile } from './batch-file.ts';
import { mostTasks, queued, submit, type Queued } from './slurm.ts';

export interface SlurmOptions {
  /** Of an array; undefined for one a minute of work. */
  tasks: number | undefined;
  /** Words for sbatch: partition, account, time and the like. */
  options: readonly string[];
  /** What runs ukperf on the nodes. */
  command: readonly string[];
}

const DIRECTORY = 'slurm';
/** How many chunks a task gets, each about a second of work, when nothing else is asked for. */
const CHUNKS_OF_TASK = 60;
const MOST_TASKS = 100;
/** Arrays that have ended one after another without a result before it is given up. */
const IDLE_ROUNDS = 2;
/** Between two looks at the queue and the files, in ms: longer and longer, since a controller serves many. */
const FIRST_LOOK = 500;
const LAST_LOOK = 10_000;
const LONGER = 1.3;
/** The files of other nodes may show late on a shared disk, in ms. */
const SETTLES = 3000;
/** Reasons to wait that don't pass by themselves. */
const STUCK = /held|never|constraint|limit/i;

/**
 * Has the missing chunks of a sweep done by arrays of Slurm's, one after another until none is missing. An array that waits or runs already,
 * submitted by an earlier call, is followed and not submitted again: it is found by its name.
 * @throws EngineError when Slurm refuses, or arrays end without results
 */
export async function followOnSlurm(following: Following, options: SlurmOptions): Promise<Followed> {
  return new Follower(following, options).follow();
}

class Follower {
  private readonly sweep: SweepDirectory;
  private readonly following: Following;
  private readonly options: SlurmOptions;
  private readonly directory: string;
  private readonly name: string;
  private readonly said = new Set<string>();
  private job: string | undefined;
  /** Chunks that were missing when an array was submitted. */
  private missedAtStart = Infinity;
  private idleRounds = 0;

  constructor(following: Following, options: SlurmOptions) {
    this.following = following;
    this.sweep = following.sweep;
    this.options = options;
    this.directory = resolve(following.sweep.directory);
    this.name = nameOf(this.sweep, this.directory);
  }

  async follow(): Promise<Followed> {
    const { signal } = this.following;
    let wait = FIRST_LOOK;
    while (this.look().length > 0) {
      if (signal.aborted) return { stopped: true, advice: this.advice() };
      const state = await queued(this.name);
      if (state === undefined) {
        await sleep(this.job === undefined ? 0 : SETTLES, signal);
        const missing = this.look();
        if (missing.length === 0 || signal.aborted) continue;
        await this.next(missing);
        wait = FIRST_LOOK;
      } else this.note(state);
      await sleep(wait, signal);
      wait = Math.min(wait * LONGER, LAST_LOOK);
    }
    return { stopped: false, advice: '' };
  }

  /** The chunks that are missing now. */
  private look(): Chunk[] {
    const { record } = this.sweep;
    const missing = missingChunks(this.directory, record);
    this.following.onProgress(record.runs - missing.reduce((sum, { first, end }) => sum + end - first, 0));
    return missing;
  }

  private note(state: Queued | { away: string }): void {
    if ('away' in state) return this.sayOnce(`waiting for Slurm's controller: ${state.away}`);
    this.job = state.job;
    this.said.clear();
    if (state.running === 0 && state.reason !== undefined && STUCK.test(state.reason))
      this.sayOnce(`the array ${state.job} waits: ${state.reason} (see: squeue --job ${state.job})`);
  }

  /** Submits an array for what is missing, unless those before have brought nothing. */
  private async next(missing: readonly Chunk[]): Promise<void> {
    this.idleRounds = missing.length === this.missedAtStart ? this.idleRounds + 1 : 0;
    if (this.idleRounds >= IDLE_ROUNDS)
      throw new EngineError(
        `--engine slurm: expected results of the array ${String(this.job)}, found none: ${missing.length} chunks are missing after ${IDLE_ROUNDS} arrays that brought nothing; their messages are in ${join(this.directory, DIRECTORY, `round-${this.rounds()}-*.log`)}`,
      );
    const round = this.rounds() + 1;
    const file = (ending: string): string => join(this.directory, DIRECTORY, `round-${round}${ending}`);
    const tasks = Math.min(this.tasksFor(missing), await this.mostTasks(), missing.length);
    makeDirectory(join(this.directory, DIRECTORY));
    writeWhole(file('.chunks'), missing.map(({ first }) => `${first}\n`).join(''));
    writeWhole(
      file('.sh'),
      batchFile({
        ...{ name: this.name, tasks, directory: this.directory, command: this.options.command },
        ...{ chunks: file('.chunks'), log: file('-%a.log') },
      }),
    );
    const submitted = await submit(file('.sh'), this.options.options);
    if ('away' in submitted) {
      // What the controller has received after all shows in the queue.
      this.missedAtStart = Infinity;
      return this.sayOnce(`waiting for Slurm's controller: ${submitted.away}`);
    }
    this.missedAtStart = missing.length;
    this.job = submitted.job;
    this.following.say(
      `array ${this.job} of ${tasks} ${tasks === 1 ? 'task' : 'tasks'} submitted for ${missing.length} chunks`,
    );
  }

  private tasksFor(missing: readonly Chunk[]): number {
    return this.options.tasks ?? Math.min(MOST_TASKS, Math.ceil(missing.length / CHUNKS_OF_TASK));
  }

  private async mostTasks(): Promise<number> {
    const most = await mostTasks();
    if ((this.options.tasks ?? 0) > most)
      this.sayOnce(`--tasks ${String(this.options.tasks)}: this cluster takes ${most} (MaxArraySize)`);
    return most;
  }

  /** How many arrays were written so far, by this call and by those before. */
  private rounds(): number {
    let names: string[] = [];
    try {
      names = readdirSync(join(this.directory, DIRECTORY));
    } catch {
      // The first.
    }
    return Math.max(0, ...names.map((name) => Number(/^round-(\d+)\./.exec(name)?.[1] ?? 0)));
  }

  private advice(): string {
    const again = `follow it again with --resume --engine slurm`;
    return this.job === undefined
      ? again
      : `the array ${this.job} goes on: ${again}, or end it with scancel ${this.job}`;
  }

  private sayOnce(line: string): void {
    if (this.said.has(line)) return;
    this.said.add(line);
    this.following.say(line);
  }
}

/** The same for the same sweep in the same directory. */
function nameOf({ sweep, record }: SweepDirectory, directory: string): string {
  const hash = createHash('sha256')
    .update(`${record.identity}\n${directory}`)
    .digest('hex')
    .slice(0, NAME_DIGITS);
  return `ukperf-${sweep.sweep}-${hash}`;
}

const NAME_DIGITS = 12;

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch {
    // Asked to stop.
  }
}
