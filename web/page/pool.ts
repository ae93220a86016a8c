import type { TaskName, Tasks } from '../engine/tasks.ts';
import { EngineWorker } from './engine-worker.ts';

/** More workers than this do not make a page faster. */
const MOST_WORKERS = 4;

/** Workers that share what there is to do, first come, first served. */
export class Pool {
  private readonly idle: EngineWorker[] = [];
  private readonly queue: ((worker: EngineWorker) => void)[] = [];
  private started = 0;
  private readonly most = Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency));

  /**
   * @param wanted asked when a worker is free: what nobody wants any more is not run
   * @returns undefined when it was not run
   */
  async ask<Name extends TaskName>(
    name: Name,
    input: Tasks[Name]['input'],
    wanted: () => boolean,
  ): Promise<Tasks[Name]['output'] | undefined> {
    const worker = await this.take();
    try {
      return wanted() ? await worker.ask(name, input) : undefined;
    } finally {
      const next = this.queue.shift();
      if (next) next(worker);
      else this.idle.push(worker);
    }
  }

  private take(): Promise<EngineWorker> {
    const worker = this.idle.pop();
    if (worker) return Promise.resolve(worker);
    if (this.started < this.most) {
      this.started++;
      return Promise.resolve(new EngineWorker());
    }
    return new Promise((resolve) => {
      this.queue.push(resolve);
    });
  }
}
