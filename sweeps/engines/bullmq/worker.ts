import type { Job } from 'bullmq';
import { ThreadPool } from '../../execution/thread-pool.ts';
import { connect, expectServer, loadBullmq, type Server } from './connection.ts';
import { enginesKeyOf, PREFIX, queueOf, textsKeyOf, type ChunkJob } from './queue.ts';

export interface WorkerOptions {
  server: Server;
  /** The name without the engine. */
  queue: string;
  /** The hash of this worker's engine. */
  engine: string;
  threads: number;
  /** To end after the chunks that are being done. */
  signal: AbortSignal;
  /** Something that the user should know, a line. */
  say: (line: string) => void;
}

/** A lock that a dead worker doesn't renew ends after so long, in ms; the others look for such jobs as often. */
const LOCK = 10_000;
/** So many workers may die over a chunk, or servers start again during it, until it counts as failed. */
const MOST_DEATHS = 10;
/** Between two looks whether work waits for another engine, in ms. */
const LOOK = 30_000;

/** Does chunks from a queue until it is asked to end. @returns how many it has done @throws EngineError */
export async function workAtQueue({
  server,
  queue,
  engine,
  threads,
  signal,
  say,
}: WorkerOptions): Promise<{ chunks: number }> {
  const { bullmq, Redis } = await loadBullmq();
  await expectServer(server, Redis);
  const client = connect(server, Redis);
  const name = queueOf(queue, engine);
  const pool = await ThreadPool.start(threads);
  const texts = new Map<string, string>();
  const textsOf = async (identity: string): Promise<string> => {
    const known = texts.get(identity);
    if (known !== undefined) return known;
    const found = await client.get(textsKeyOf(identity));
    if (found === null)
      throw new bullmq.UnrecoverableError(
        `the inputs of sweep ${identity} are no longer in the server: go on with --resume there`,
      );
    texts.clear();
    texts.set(identity, found);
    return found;
  };
  const run = async ({ data: { identity, tasks } }: Job<ChunkJob, string>): Promise<string> =>
    pool.run('doPacked', { identity, tasks, texts: await textsOf(identity) });
  const worker = new bullmq.Worker<ChunkJob, string>(name, run, {
    ...{ connection: client, prefix: PREFIX, concurrency: threads },
    ...{ lockDuration: LOCK, stalledInterval: LOCK, maxStalledCount: MOST_DEATHS },
  });
  let chunks = 0;
  let away = false;
  worker.on('completed', () => chunks++);
  const look = (): void => {
    // A server that goes away meanwhile is noticed by the worker; nobody waits for an answer that does not come.
    if (client.status === 'ready') lookElsewhere().catch(() => undefined);
  };
  client.on('ready', () => {
    away = false;
    look();
  });
  client.on('close', () => {
    if (!away && !signal.aborted) say(`waiting for the server at ${server.place}`);
    away = true;
  });
  worker.on('error', (error) => {
    // A server that has gone away gives one error after another; a job that another worker has got meanwhile is done there.
    if (!away) say(error.message);
  });
  say(
    `takes chunks from queue ${name} at ${server.place} on ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
  );
  const looking = setInterval(look, LOOK);
  const said = new Set<string>();
  /** Says when jobs wait for another engine, which this worker leaves alone. */
  const lookElsewhere = async (): Promise<void> => {
    for (const [other, version] of Object.entries(await client.hgetall(enginesKeyOf(queue)))) {
      if (other === engine || said.has(other)) continue;
      const elsewhere = new bullmq.Queue(queueOf(queue, other), { connection: client, prefix: PREFIX });
      const waiting = await elsewhere.getWaitingCount().finally(() => elsewhere.close());
      if (waiting === 0) continue;
      said.add(other);
      say(
        `leaves what waits for engine ${other} (ukperf ${version}) to workers of that version: this one's engine is ${engine}`,
      );
    }
  };
  look();
  try {
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
  } finally {
    clearInterval(looking);
    // Without the server nobody gets what is being done: another worker will do it.
    await worker.close(client.status !== 'ready');
    await pool.end();
    client.disconnect();
  }
  return { chunks };
}
