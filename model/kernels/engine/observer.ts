/** The thread that runs, where in the code it is, and the time: how things stand when an observer is told something. */
export interface Moment {
  readonly thread: number;
  /** Position in the code of the step that runs. */
  readonly pc: number;
  /** Frame of the path that runs. */
  readonly fp: number;
  /** Ticks since the start. */
  readonly now: number;
}

/**
 * Looks on as a simulation runs, and changes nothing: charges, paths that are entered and left, measured blocks.
 *
 * All time passes through {@link charged}, so what an observer adds up is the elapsed time. A thread that runs now and did not when
 * the observer was told something last has been switched to in between.
 */
export interface Observer {
  /** Time has passed for a cause at a place; the moment is after it. */
  charged(moment: Moment, place: number, cause: number, ticks: number): void;
  /**
   * A thread was made, to begin with a path.
   * @param main the path that it is about: a forked process leaves the kernel first
   */
  began(thread: number, path: number, main: number): void;
  /**
   * The running thread entered a path.
   * @param kind why, of `FRAME`
   * @param body the path that a boundary path was entered for; -1 for other paths
   */
  entered(moment: Moment, path: number, kind: number, body: number): void;
  /** The running thread leaves its innermost path. */
  leaving(moment: Moment): void;
  /** From now on, time belongs to another part. */
  partEntered(moment: Moment, part: number): void;
  /** An iteration of a loop that is not the last is over. */
  iterationDone(moment: Moment, loop: number): void;
  measureBegan(moment: Moment, measure: number): void;
  measureEnded(moment: Moment, measure: number, operations: number): void;
}
