import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../../api/disk-library.ts';
import { FILE_KINDS, kindNamed, schemaFile, schemaText } from '../../lint/kinds.ts';
import { readSchema } from '../support/schemas.ts';

describe('the JSON Schemas', () => {
  for (const one of FILE_KINDS) {
    it(`of a ${one.name} is that of the present types`, () => {
      expect(readFileSync(join(PACKAGE, schemaFile(one)), 'utf8')).to.equal(schemaText(one));
    });

    it(`of a ${one.name} explains every key`, () => {
      const unexplained: string[] = [];
      visit(readSchema(one), '', (properties, path) => {
        for (const [key, { description }] of Object.entries(properties))
          if (description === undefined) unexplained.push(`${path}.${key}`);
      });
      expect(unexplained).to.deep.equal([]);
    });
  }

  it('are of no other kinds', () => {
    const names = readdirSync(join(PACKAGE, 'schemas')).map((name) => `schemas/${name}`);
    expect(names.sort()).to.deep.equal(FILE_KINDS.map(schemaFile).sort());
  });

  it('say the unit of a quantity where it is wrong', () => {
    const { definitions } = readSchema(kindNamed('machine')!) as {
      definitions: Record<
        string,
        { properties: { value: { pattern: string; patternErrorMessage: string } } }
      >;
    };
    const { pattern, patternErrorMessage } = definitions['entry-cycles'].properties.value;
    expect(patternErrorMessage).to.equal('expected a number with a unit of cycles (cycles, cycle)');
    for (const right of ['25 cycles', '7.5cycles', '1_000 cycles', '1 cycle', '.5e3 cycles'])
      expect(right).to.match(new RegExp(pattern));
    for (const wrong of ['25', '25 ns', '-3 cycles', 'cycles', '25 cycles or so'])
      expect(wrong).not.to.match(new RegExp(pattern));
  });
});

type Properties = Record<string, { description?: string }>;

/** Calls back for the properties of every map in a schema. */
function visit(part: unknown, path: string, see: (properties: Properties, path: string) => void): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key === 'properties') {
      see(value as Properties, path);
      for (const [name, one] of Object.entries(value as Properties)) visit(one, `${path}.${name}`, see);
    } else visit(value, `${path}.${key}`, see);
  }
}
