import { loadMachine } from '../../model/index.ts';
import { alone, problemsOf, type Check } from '../context.ts';

/** Checks a machine with all that it extends. */
export const checkMachineFile: Check = ({ file }, { library }) =>
  alone(problemsOf(() => loadMachine(library, file)));
