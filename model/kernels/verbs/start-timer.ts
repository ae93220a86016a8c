import { z } from 'zod';
import { name } from '../language/names.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const startTimer = verb({
  schema: z.strictObject({
    'start-timer': name.describe('Starts a timer of the workload, at a phase of its period that is drawn.'),
  }),
  assemble(path, step, at) {
    const place = [...at, 'start-timer'];
    path.emit(
      OP.startTimer,
      path.index(path.symbols.timers, step['start-timer'], place, 'a timer of the workload') ?? 0,
    );
  },
});
