import { once } from 'node:events';
import { Piscina } from 'piscina';

/**
 * Worker threads that do one kind of work. All have loaded their module when the pool is given out: Node aborts the whole program when a
 * thread is ended while it loads modules, so none is ended before.
 */
export class ThreadPool<Work, Done> {
  private readonly pool: Piscina;
  private ending: Promise<void> | undefined;

  private constructor(pool: Piscina) {
    this.pool = pool;
  }

  /** @param module whose default function does the work @param threads how many, at least 1 @throws what the module throws as it loads */
  static async start<Work, Done>(module: URL, threads: number): Promise<ThreadPool<Work, Done>> {
    const pool = new Piscina({ filename: module.href, minThreads: threads, maxThreads: threads });
    // A thread's first message says that its module is there.
    await Promise.all(pool.threads.map((thread) => once(thread, 'message')));
    return new ThreadPool(pool);
  }

  /** @throws what the work throws, or Error when the pool is ended before the work is done */
  async run(work: Work): Promise<Done> {
    return (await this.pool.run(work)) as Done;
  }

  /** Ends all threads, in the middle of their work too. */
  end(): Promise<void> {
    this.ending ??= this.pool.destroy();
    return this.ending;
  }
}
