import { z } from 'zod';
import { name } from '../language/names.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const free = verb({
  schema: z.strictObject({ free: name.describe('Frees the object that a variable names.') }),
  assemble(path, step, at) {
    const { at: object, type } = path.objectExpression(step.free, [...at, 'free']);
    path.emit(OP.free, object, path.symbols.objectTypes.index(type) ?? 0);
  },
});
