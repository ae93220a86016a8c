import type { TaskName, Tasks } from './tasks.ts';

/** From the page to a worker. */
export interface Question {
  id: number;
  name: TaskName;
  input: Tasks[TaskName]['input'];
}

/** From a worker to the page. */
export type Answer = { id: number } & ({ output: Tasks[TaskName]['output'] } | { error: string });
