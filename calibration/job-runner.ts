import { compile, type Library, type Measured, type Program, type Sources } from '../model/index.ts';
import { Recent } from '../model/core/recent.ts';
import { runJob, type Job } from './job.ts';

/** How many compiled programs a runner keeps. */
const PROGRAMS = 16;

/**
 * Runs jobs one after the other, and keeps the programs of the last ones: a sweep over values of a machine compiles each of its systems
 * once. A job gives what {@link runJob} gives, to the last bit.
 */
export class JobRunner {
  private readonly library: Library;
  private readonly programs = new Recent<readonly unknown[], Program>(PROGRAMS, sameList);

  constructor(library: Library) {
    this.library = library;
  }

  /** Runs the tests of a job, in their order, or its job mix. @throws SpecError, ModelError */
  run(job: Job, onTest?: () => void): Measured[] {
    return runJob(this.library, job, onTest, (sources) => this.compiled(sources));
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
