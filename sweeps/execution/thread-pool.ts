import { once } from 'node:events';
import { Piscina } from 'piscina';
import type { Done, Told, Work, WorkName } from './worker.ts';

/**
 * Worker threads, which stay warm from one work to the next: all threads of the program are in such pools. All have loaded their module
 * when the pool is given out: Node aborts the whole program when a thread is ended while it loads modules, so none is ended before.
 */
export class ThreadPool {
  private readonly pool: Piscina;
  private ending: Promise<void> | undefined;

  private constructor(pool: Piscina) {
    this.pool = pool;
  }

  /** @param threads how many, at least 1 */
  static async start(threads: number): Promise<ThreadPool> {
    const filename = new URL('./worker.js', import.meta.url).href;
    const pool = new Piscina({ filename, minThreads: threads, maxThreads: threads });
    // A thread's first message says that its module is there.
    await Promise.all(pool.threads.map((thread) => once(thread, 'message')));
    return new ThreadPool(pool);
  }

  /** @throws what the work throws, or Error when the pool is ended before the work is done */
  async run<Name extends WorkName>(name: Name, told: Told<Name>): Promise<Done<Name>> {
    const work: Work<Name> = { name, told };
    return (await this.pool.run(work)) as Done<Name>;
  }

  /** Ends all threads, in the middle of their work too. */
  end(): Promise<void> {
    this.ending ??= this.pool.destroy();
    return this.ending;
  }
}
