import { z } from 'zod';
import { name, variable } from '../language/names.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

const FILTERS = { present: 0, mapped: 1, 'private-writable': 2, 'shared-file': 3 } as const;
/** Pages of all segments. */
const ANY_SEGMENT = -1;

export const eachPage = verb({
  schema: (block) =>
    z.strictObject({
      'each-page': z
        .enum(['present', 'mapped', 'private-writable', 'shared-file'])
        .describe(
          'Runs steps for each such page of an address space; shared-file: each that a shared file stands behind, in memory or not.',
        ),
      of: name.describe('The process whose address space it is.'),
      segment: name.describe('Only pages of this segment.').optional(),
      as: variable.describe('The variable that holds the page.'),
      do: block.describe('Steps for each page.'),
    }),
  blocks: (step) => [step.do],
  assemble(path, step, at) {
    const cursor = path.slots++;
    const page = path.slotOf(step.as, 'address');
    const segment =
      step.segment === undefined
        ? ANY_SEGMENT
        : (path.index(path.symbols.segments, step.segment, [...at, 'segment'], 'a segment') ?? ANY_SEGMENT);
    path.emit(OP.set, cursor, path.number(0, at));
    const top = path.here;
    const process = path.object(step.of, [...at, 'of']);
    const exit = path.jumpAhead(OP.nextPage, FILTERS[step['each-page']], process, segment, cursor, page);
    path.perhaps(step.do, [...at, 'do']);
    path.emit(OP.jump, top);
    path.land(exit);
  },
});
