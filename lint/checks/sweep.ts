import { DEFAULT_MACHINE } from '../../sweeps/questions/check-question.ts';
import { checkSweep } from '../../sweeps/file/check-sweep.ts';
import { readSweep } from '../../sweeps/file/sweep-file.ts';
import { problemsOf } from '../../model/document/findings.ts';
import { alone, type Check } from '../context.ts';

/** Checks a sweep as `ukperf sweep` does before it runs anything. */
export const checkSweepFile: Check = (source, { library, directions }) =>
  alone(
    problemsOf(() => {
      const located = readSweep(source);
      checkSweep(library, located, located.sweep.machine ?? DEFAULT_MACHINE, directions);
    }),
  );
