import type { Answer, Question } from '../engine/messages.ts';
import type { TaskName, Tasks } from '../engine/tasks.ts';

/** A worker that runs the model. Asked twice, it answers one after the other. */
export class EngineWorker {
  private readonly worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
  private readonly waiting = new Map<
    number,
    { resolve: (output: never) => void; reject: (error: Error) => void }
  >();
  private next = 0;

  constructor() {
    this.worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const asked = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if ('output' in data) asked?.resolve(data.output as never);
      else asked?.reject(new Error(data.error));
    };
    this.worker.onerror = ({ message }) => {
      for (const { reject } of this.waiting.values()) reject(new Error(message));
      this.waiting.clear();
    };
  }

  ask<Name extends TaskName>(name: Name, input: Tasks[Name]['input']): Promise<Tasks[Name]['output']> {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, name, input } satisfies Question);
    });
  }

  /** Whatever it is at, it stops; nobody gets an answer any more. */
  stop(): void {
    this.worker.terminate();
  }
}
