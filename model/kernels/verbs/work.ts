import { z } from 'zod';
import { expression } from '../language/operands.ts';
import { name } from '../language/names.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

const pagesOf = (where: string): z.ZodObject<{ segment: z.ZodString; pages: typeof expression }> =>
  z
    .strictObject({
      segment: name.describe('A segment of the image.'),
      pages: expression.describe('Pages, from its first on.'),
    })
    .describe(where);

export const work = verb({
  schema: z.strictObject({
    work: expression.describe(
      'User code of a program that wanders over a working set: a number of instructions over pages of two segments, from their first on.',
    ),
    locality: name.describe('How it wanders, one of `localities`.'),
    code: pagesOf('Where its code lies.'),
    data: pagesOf('Where its data lie.'),
  }),
  about: ({ locality }) => locality,
  assemble(path, step, at) {
    const { localities, segments } = path.symbols;
    const locality = path.index(localities, step.locality, [...at, 'locality'], 'a locality') ?? 0;
    const extent = (part: 'code' | 'data'): number[] => {
      const { segment, pages } = step[part];
      const index = path.index(segments, segment, [...at, part, 'segment'], 'a segment') ?? 0;
      return [index, path.number(pages, [...at, part, 'pages'])];
    };
    path.emit(
      OP.work,
      locality,
      path.number(step.work, [...at, 'work']),
      ...extent('code'),
      ...extent('data'),
    );
  },
});
