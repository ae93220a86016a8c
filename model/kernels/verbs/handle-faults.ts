import { z } from 'zod';
import { name } from '../language/names.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const handleFaults = verb({
  schema: z.strictObject({
    'handle-faults': name.describe(
      "From now on, this path, with the parameter `page`, handles the program's writes to pages that it has protected.",
    ),
  }),
  assemble(path, step, at) {
    const handler = path.symbols.paths.get(step['handle-faults']);
    const parameters = handler === undefined ? [] : path.assembly.paths[handler].parameters;
    if (handler === undefined || parameters.length !== 1 || parameters[0].type !== 'address')
      return path.fail([...at, 'handle-faults'], 'a path with one parameter, an address');
    path.emit(OP.handleFaults, handler);
  },
});
