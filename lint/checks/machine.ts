import { loadMachine } from '../../model/index.ts';
import { problemsOf } from '../../model/document/findings.ts';
import { alone, type Check } from '../context.ts';

/** Checks a machine with all that it extends. */
export const checkMachineFile: Check = ({ file }, { library }) =>
  alone(problemsOf(() => loadMachine(library, file)));
