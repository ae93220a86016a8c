import type { Queue } from 'bullmq';
import type { Redis as Connection } from 'ioredis';
import { setTimeout } from 'node:timers/promises';
import { StoredLibrary } from '../../../results/inputs.ts';
import { pack, unpack } from '../../execution/packed.ts';
import type { RunResult } from '../../execution/run-result.ts';
import { missingChunks, writeChunk, type Chunk } from '../../store/chunks.ts';
import type { Followed, Following } from '../engine.ts';
import { EngineError } from '../engine-error.ts';
import { connect, expectServer, loadBullmq, type Server } from './connection.ts';
import {
  enginesKeyOf,
  EXPIRY,
  JOB_OPTIONS,
  jobIdOf,
  PREFIX,
  queueOf,
  STREAMS,
  textsKeyOf,
  type ChunkJob,
} from './queue.ts';

export interface QueueOptions {
  server: Server;
  /** The name without the engine. */
  queue: string;
}

/** Chunks in the queue at a time: enough for some hundred threads, and little of the server's memory. */
const WINDOW = 500;
/** Between two looks, in ms. */
const LOOK = 500;
/** Looks between two questions whether there are workers. */
const LOOKS_FOR_WORKERS = 20;
/** Looks after which the texts are put there again, so that they don't expire: about an hour. */
const LOOKS_FOR_TEXTS = 7200;

/** Looks whether a queue can be used. @returns what has a sweep done there. @throws EngineError when the packages or the server are missing */
export async function openQueue(
  { server, queue }: QueueOptions,
  engine: string,
): Promise<(following: Following) => Promise<Followed>> {
  const { bullmq, Redis } = await loadBullmq();
  await expectServer(server, Redis);
  return async (following) => {
    const client = connect(server, Redis);
    const opened = new bullmq.Queue<ChunkJob, string>(queueOf(queue, engine), {
      ...{ connection: client, prefix: PREFIX, streams: STREAMS },
    });
    let away = false;
    opened.on('error', (error) => {
      if (!away) following.say(`waiting for the server at ${server.place}: ${error.message}`);
      away = true;
    });
    client.on('ready', () => (away = false));
    try {
      const coordinator = new Coordinator(following, opened, client);
      return await interrupted(following.signal, async () => {
        await client.hset(enginesKeyOf(queue), engine, following.sweep.record.version);
        await coordinator.follow();
      });
    } finally {
      client.disconnect();
    }
  };
}

/** Work that may wait for a server for ever, until it is asked to stop. */
async function interrupted(signal: AbortSignal, work: () => Promise<void>): Promise<Followed> {
  const stopped = new Promise<true>((resolve) => {
    if (signal.aborted) resolve(true);
    signal.addEventListener('abort', () => {
      resolve(true);
    });
  });
  return {
    stopped: await Promise.race([stopped, work().then(() => false)]),
    advice: 'workers go on with what is in the queue: fetch it with --resume --engine bullmq',
  };
}

/**
 * Keeps chunks in the queue and fetches their results. At each look it compares what is missing here with what is there, so it does not
 * matter what a server that was started again has forgotten, nor who has put a job there.
 */
class Coordinator {
  private readonly following: Following;
  private readonly queue: Queue<ChunkJob, string>;
  private readonly client: Connection;
  /** Chunks without results, by job. */
  private readonly missing: Map<string, Chunk>;
  private readonly failures: string[] = [];
  private looks = 0;
  private saidNoWorkers = false;

  constructor(following: Following, queue: Queue<ChunkJob, string>, client: Connection) {
    this.following = following;
    this.queue = queue;
    this.client = client;
    const { directory, record } = following.sweep;
    this.missing = new Map(
      missingChunks(directory, record).map((chunk) => [jobIdOf(record.identity, chunk), chunk]),
    );
  }

  /** @throws EngineError when chunks have failed for good */
  async follow(): Promise<void> {
    const { sweep, signal, onProgress } = this.following;
    const sum = (chunks: Iterable<Chunk>): number =>
      [...chunks].reduce((runs, { first, end }) => runs + end - first, 0);
    while (this.missing.size > 0 && !signal.aborted) {
      await this.look();
      onProgress(sweep.record.runs - sum(this.missing.values()));
      if (this.missing.size > 0) await setTimeout(LOOK);
    }
    if (this.failures.length > 0)
      throw new EngineError(
        `${this.failures.length} chunks failed and can be tried again with --resume, the first: ${this.failures[0]}`,
      );
  }

  private async look(): Promise<void> {
    if (this.looks % LOOKS_FOR_TEXTS === 0) await this.putTexts();
    // In this order: a job that ends between the two questions is seen.
    const waiting = new Set(await this.queue.getRanges(['wait', 'active', 'delayed']));
    const completed = await this.ownOf('completed');
    const failed = await this.ownOf('failed');
    await Promise.all(completed.map((id) => this.fetch(id)));
    await Promise.all(failed.map((id) => this.note(id)));
    await this.fill(waiting);
    if (this.looks++ % LOOKS_FOR_WORKERS === 1 && waiting.size > 0) await this.lookForWorkers();
  }

  private async putTexts(): Promise<void> {
    const { directory, record } = this.following.sweep;
    const library = new StoredLibrary(directory, record);
    const texts = record.files.map(({ file }) => [file, library.read(file)]);
    await this.client.set(textsKeyOf(record.identity), pack(texts), 'EX', EXPIRY);
  }

  private async ownOf(state: 'completed' | 'failed'): Promise<string[]> {
    const { identity } = this.following.sweep.record;
    return (await this.queue.getRanges([state])).filter((id) => id.startsWith(`${identity}-`));
  }

  /** Writes the results of a job, once, and takes it out of the queue. */
  private async fetch(id: string): Promise<void> {
    const chunk = this.missing.get(id);
    if (chunk !== undefined) {
      const job = await this.queue.getJob(id);
      if (job === undefined) return;
      const { sweep } = this.following;
      const results = unpack(job.returnvalue) as RunResult[];
      const keys = sweep.tasksOf(chunk).map(({ key }) => key);
      if (JSON.stringify(results.map(({ key }) => key)) !== JSON.stringify(keys))
        throw new EngineError(`${id}: expected the results of its runs, found others in the queue`);
      writeChunk(sweep.directory, chunk, results);
      this.missing.delete(id);
    }
    await this.queue.remove(id);
  }

  /** A job that failed before this call is tried again; one that fails now is set aside. */
  private async note(id: string): Promise<void> {
    const chunk = this.missing.get(id);
    if (chunk !== undefined && this.looks > 0) {
      const job = await this.queue.getJob(id);
      this.failures.push(
        `runs ${chunk.first} to ${chunk.end - 1}: ${job?.failedReason ?? 'no reason given'}`,
      );
      this.missing.delete(id);
    }
    await this.queue.remove(id);
  }

  /** Puts the first of the missing chunks into the queue, those that are not there. */
  private async fill(waiting: ReadonlySet<string>): Promise<void> {
    const { sweep } = this.following;
    const jobs = [...this.missing]
      .slice(0, WINDOW)
      .filter(([id]) => !waiting.has(id))
      .map(([id, chunk]) => ({
        name: sweep.sweep.sweep,
        data: { identity: sweep.record.identity, tasks: pack(sweep.tasksOf(chunk)) },
        opts: { ...JOB_OPTIONS, jobId: id },
      }));
    if (jobs.length > 0) await this.queue.addBulk(jobs);
  }

  private async lookForWorkers(): Promise<void> {
    const workers = await this.queue.getWorkersCount();
    if (workers === 0 && !this.saidNoWorkers)
      this.following.say(
        `no worker takes from queue ${this.queue.name} yet: start ukperf sweep worker, of the same version, where there are cores`,
      );
    this.saidNoWorkers = workers === 0;
  }
}
