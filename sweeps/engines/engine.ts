import type { SweepDirectory } from '../sweep-directory.ts';

/** What the program that follows a sweep gives an engine. */
export interface Following {
  sweep: SweepDirectory;
  /** To stop following; what was handed on goes on. */
  signal: AbortSignal;
  /** Called now and then with the number of runs whose results are there. */
  onProgress: (done: number) => void;
  /** Something that the user should know, a line. */
  say: (line: string) => void;
}

/** How following ended. */
export interface Followed {
  /** By the signal, before all results were there. */
  stopped: boolean;
  /** What goes on without this program, and how to follow or end it. */
  advice: string;
}
