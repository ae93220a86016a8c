import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';

/** A line of a specification file. */
export interface SourcePlace {
  /** Path of the file, as the library has it. */
  file: string;
  /** Counted from 1. */
  line: number;
}

export interface SourceStep extends SourcePlace {
  /** Verb and name, such as `run schedule`. */
  label: string;
}

/** What a compiled program was compiled from: for those who look at it as it runs. The simulation has no need of it. */
export interface DebugTable {
  /** By position in the code: index of the step in `steps`. */
  stepAt: Int32Array;
  steps: readonly SourceStep[];
  /** By number of a path: where it is declared. */
  paths: readonly SourcePlace[];
}

const NO_STEP = -1;

/** Notes, while paths are compiled, which step each operation comes from. */
export class DebugRecorder {
  private readonly stepAt: number[] = [];
  private readonly steps: SourceStep[] = [];
  private readonly paths: SourcePlace[] = [];

  /** A step was compiled to the operations from one position to before another; steps inside it have been noted before. */
  step(label: string, from: number, to: number, locator: Locator, at: KeyPath): void {
    const number = this.steps.push({ label, ...placeOf(locator, at) }) - 1;
    for (let pc = from; pc < to; pc++) this.stepAt[pc] ??= number;
  }

  /** A path is declared where its steps are, or a level above. */
  path(path: number, locator: Locator, at: KeyPath): void {
    this.paths[path] = placeOf(locator, at.at(-1) === 'steps' ? at.slice(0, -1) : at, 'key');
  }

  table(codeLength: number): DebugTable {
    return {
      stepAt: Int32Array.from({ length: codeLength }, (_, pc) => this.stepAt[pc] ?? NO_STEP),
      steps: this.steps,
      paths: this.paths,
    };
  }
}

function placeOf(locator: Locator, at: KeyPath, where?: 'key'): SourcePlace {
  const { file, line } = locator.problem(at, '', '', where);
  return { file, line };
}
