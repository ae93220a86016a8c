import { ModelError } from '../../core/model-error.ts';
import type { Program } from '../program/program.ts';
import type { Registers } from './registers.ts';

/**
 * Counts the work of a run: steps of paths, elements of walks, visits of working sets, looks of fast-forward at the state. A run that would go
 * on for ever, or for days, ends with a message instead. What fast-forward skips is no work.
 */
export class WorkLimit {
  private done = 0;
  private readonly program: Program;
  private readonly registers: Registers;

  constructor(program: Program, registers: Registers) {
    this.program = program;
    this.registers = registers;
  }

  /** Counts work that was done. @throws ModelError when it is more than the workload allows */
  add(work: number): void {
    this.done += work;
    if (this.done > this.program.mostWork) this.refuse();
  }

  /** Looks ahead at work that one step is going to do. @throws ModelError when it is more than the workload allows */
  allow(work: number): void {
    if (this.done + work > this.program.mostWork) this.refuse();
  }

  private refuse(): never {
    const { program, registers } = this;
    const most = program.mostWork.toLocaleString('en-US');
    throw new ModelError(
      `path ${pathAt(program, registers.pc)}: expected a run of at most ${most} steps, found more: a loop that does not end, or too many repetitions; \`most-work\` of workload ${program.workload} raises the limit`,
    );
  }
}

/** The path whose code holds an operation: the code of each is in one piece. */
function pathAt({ paths }: Program, pc: number): string {
  let found = paths[0];
  for (const path of paths) if (path.entry <= pc && path.entry > found.entry) found = path;
  return found.name;
}
