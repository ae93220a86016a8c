import type { TaskName, Tasks } from '../engine/tasks.ts';
import { EngineWorker } from './engine-worker.ts';

interface Wanted {
  start: () => void;
  drop: () => void;
}

/**
 * One task at a time, and only the latest counts. One that is overtaken before it starts is never run; one that is overtaken while it
 * runs is given a little time, and then stopped together with its worker.
 */
export class Latest {
  private readonly patience: number;
  private worker = new EngineWorker();
  private busy: { drop: () => void } | undefined;
  private pending: Wanted | undefined;
  private impatience: ReturnType<typeof setTimeout> | undefined;

  /** @param patience how long a task that nobody waits for any more may hold up the one that came after it, in ms */
  constructor(patience: number) {
    this.patience = patience;
  }

  /** The answer, or undefined when something else was asked for in the meantime. */
  ask<Name extends TaskName>(
    name: Name,
    input: Tasks[Name]['input'],
  ): Promise<Tasks[Name]['output'] | undefined> {
    return new Promise((resolve, reject) => {
      const drop = (): void => {
        resolve(undefined);
      };
      const start = (): void => {
        const mine = (this.busy = { drop });
        const finish = (settle: () => void): void => {
          if (this.busy !== mine) return;
          const overtaken = this.pending !== undefined;
          this.goOn();
          if (overtaken) drop();
          else settle();
        };
        this.worker.ask(name, input).then(
          (output) => {
            finish(() => {
              resolve(output);
            });
          },
          (error: unknown) => {
            finish(() => {
              reject(error instanceof Error ? error : new Error(String(error)));
            });
          },
        );
      };
      this.pending?.drop();
      if (this.busy === undefined) {
        start();
        return;
      }
      this.pending = { start, drop };
      this.impatience ??= setTimeout(() => {
        this.replaceWorker();
      }, this.patience);
    });
  }

  private replaceWorker(): void {
    this.worker.stop();
    this.worker = new EngineWorker();
    this.busy?.drop();
    this.goOn();
  }

  private goOn(): void {
    clearTimeout(this.impatience);
    this.impatience = undefined;
    this.busy = undefined;
    const next = this.pending;
    this.pending = undefined;
    next?.start();
  }
}
