import { IDLE_THREAD } from './threads.ts';

/** What the processor holds of the running thread; a switch saves and loads it. */
export class Registers {
  thread = IDLE_THREAD;
  /** Next operation in the code array. */
  pc = 0;
  /** First slot of the running path's frame on the thread's stack. */
  fp = 0;
  /** The process that the thread belongs to: an object. */
  self = 0;
}
