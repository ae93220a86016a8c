import { z } from 'zod';
import { name } from '../language/names.ts';
import { OP } from '../program/codes.ts';
import { verb } from './verb.ts';

export const inDomain = verb({
  schema: z.strictObject({
    in: name.describe('From here on, charges without a function of their own go to this domain.'),
  }),
  assemble(path, step, at) {
    const { domains } = path.symbols;
    const domain = path.index(domains, step.in, [...at, 'in'], 'a domain');
    if (domain !== undefined) path.emit(OP.place, domains.list[domain].place);
  },
});
