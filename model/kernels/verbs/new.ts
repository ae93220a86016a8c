import { z } from 'zod';
import { UNKNOWN_TYPE } from '../assembler/expression-compiler.ts';
import { name, variable } from '../language/names.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const newObjects = verb({
  schema: z.strictObject({
    new: z
      .record(variable, name)
      .describe('Makes objects: variables, and the types of the objects that they name.'),
  }),
  assemble(path, step, at) {
    for (const [variableName, type] of Object.entries(step.new)) {
      const place = [...at, 'new', variableName];
      const index = path.index(path.symbols.objectTypes, type, place, 'an object type');
      const slot = path.slotOf(variableName, index === undefined ? UNKNOWN_TYPE : type);
      path.emit(OP.allocate, slot, index ?? 0);
    }
  },
});
