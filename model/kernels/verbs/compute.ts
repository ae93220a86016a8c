import { z } from 'zod';
import { countOf } from '../assembler/counts.ts';
import { countOrConstant, instructions, linesOf, references, touches } from '../language/operands.ts';
import { name } from '../language/names.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

/** User code becomes one anonymous function for each segment that holds code; what exceeds its lines spins. */
export const compute = verb({
  schema: z.strictObject({
    compute: countOrConstant(instructions).describe(
      "User code of a program: a number of instructions over lines of the image's segments.",
    ),
    code: references.describe('Segments, and the lines of code in them.'),
    in: name.describe('Domain that the time is charged to; `user` by default.').optional(),
    ...touches,
  }),
  about: (step) => Object.keys(step.code).join(', '),
  assemble(path, step, at) {
    const { assembly, symbols } = path;
    const domain = path.index(symbols.domains, step.in ?? 'user', [...at, 'in'], 'a domain');
    if (domain === undefined) return;
    const code = Object.entries(step.code);
    const total = code.reduce((sum, [, extent]) => sum + linesOf(extent), 0);
    if (total === 0) return path.fail([...at, 'code'], 'at least one line of code of a segment', 'none');
    const count = Math.round(countOf(path, step.compute, [...at, 'compute']));
    const { instructionsPerLine } = symbols.domains.list[domain];
    const straight = Math.min(count, Math.round(total * instructionsPerLine));
    code.forEach(([name, extent], index) => {
      const segment = path.index(symbols.segments, name, [...at, 'code', name], 'a segment', 'key');
      if (segment === undefined) return;
      const lines = linesOf(extent);
      // The first piece of code carries the data references and the rounding.
      const others = code
        .slice(1)
        .reduce((sum, [, other]) => sum + Math.floor((straight * linesOf(other)) / total), 0);
      const { first, count: touched } = index === 0 ? path.references(step, at) : { first: 0, count: 0 };
      const number = assembly.functions.push({
        name: `${path.path.name}: ${name}`,
        domain,
        segment,
        segmentLine: typeof extent === 'number' ? 0 : (extent.at ?? 0),
        instructions: index === 0 ? straight - others : Math.floor((straight * lines) / total),
        lines,
        every: typeof extent === 'number' ? 1 : (extent.every ?? 1),
        privateLines: 0,
        firstReference: first,
        references: touched,
      });
      path.emit(OP.run, number - 1, 1);
    });
    if (count > straight) path.emit(OP.spin, count - straight);
  },
});
