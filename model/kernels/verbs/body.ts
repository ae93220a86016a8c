import { z } from 'zod';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

/** Paths that the engine enters with a body to run. */
const BODY_PATHS = ['system-call', 'page-fault', 'resolve-page', 'interrupt', 'start-process'];

export const body = verb({
  schema: z.strictObject({
    body: z
      .literal(true)
      .describe(
        'Runs what the boundary path was entered for: the body of the system call, the handler of the fault or interrupt.',
      ),
  }),
  assemble(path, _step, at) {
    if (!BODY_PATHS.includes(path.path.name))
      path.fail([...at, 'body'], `a body in one of the paths ${BODY_PATHS.join(', ')}`, path.path.name);
    path.emit(OP.body);
  },
});
