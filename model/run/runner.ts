import { Recent } from '../core/recent.ts';
import type { Library } from '../documents.ts';
import { compile } from '../kernels/compile/compile.ts';
import type { Program } from '../kernels/program/program.ts';
import type { Sources } from '../kernels/compile/sources.ts';
import type { Job } from './job.ts';
import { run, type Observers, type Ran } from './run.ts';

/** How many compiled programs a runner keeps. */
const PROGRAMS = 16;

/**
 * Runs jobs one after the other, and keeps the programs of the last ones: a sweep over values of a machine compiles each of its systems
 * once. A job gives what {@link run} gives, to the last bit.
 */
export class JobRunner {
  private readonly library: Library;
  private readonly programs = new Recent<readonly unknown[], Program>(PROGRAMS, sameList);

  constructor(library: Library) {
    this.library = library;
  }

  /** Runs a job. @throws SpecError, ModelError */
  run(job: Job, observers?: Observers): Ran {
    return run(this.library, job, observers, (sources) => this.compiled(sources));
  }

  /** A program follows from its checked files, which nobody changes: the same ones give the same program. */
  private compiled(sources: Sources): Program {
    const { structure, personality, workload } = sources;
    const specs = [structure, personality, workload].map((files) => files.map(({ spec }) => spec));
    return this.programs.get(specs.flat(), () => compile(sources));
  }
}

function sameList(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((entry, index) => entry === right[index]);
}
