import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';
import { PACKAGE } from '../../api/disk-library.ts';

/** What a comment of something that can be called or made has. */
const SECTIONS = ['**When to use.**', '**Details.**', '**Gotchas.**', '@example'];
const ENTRIES = ['index.ts', 'data.ts', 'node.ts'];

const sources = readdirSync(join(PACKAGE, 'api'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) =>
    ts.createSourceFile(file, readFileSync(join(PACKAGE, 'api', file), 'utf8'), ts.ScriptTarget.Latest, true),
  );

/** Names that the entries give on. */
function exported(): Set<string> {
  const names = sources
    .filter(({ fileName }) => ENTRIES.includes(fileName))
    .flatMap(({ statements }) => [...statements])
    .filter((statement) => ts.isExportDeclaration(statement))
    .flatMap(({ exportClause }) =>
      exportClause && ts.isNamedExports(exportClause) ? [...exportClause.elements] : [],
    );
  return new Set([...names.map(({ name }) => name.text), 'shipped']);
}

/** Functions, classes and values of the library's files, with their comments. */
function documented(): [name: string, comment: string][] {
  return sources.flatMap((source) =>
    source.statements.flatMap((statement): [string, string][] => {
      const named =
        ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)
          ? statement.name
          : ts.isVariableStatement(statement)
            ? (statement.declarationList.declarations[0].name as ts.Identifier)
            : undefined;
      const comment = source.text.slice(statement.getFullStart(), statement.getStart());
      return named ? [[named.text, comment]] : [];
    }),
  );
}

describe('the documentation of the library', () => {
  const names = exported();
  const found = documented().filter(([name]) => names.has(name));

  it('is about every function and class', () => {
    expect(found.map(([name]) => name).sort()).to.deep.equal([
      'DiskLibrary',
      'TextLibrary',
      'callTree',
      'catalog',
      'loadMachine',
      'shipped',
      'simulate',
      'simulateMix',
    ]);
  });

  for (const [name, comment] of found)
    it(`of ${name} says when to use it, details, gotchas, an example`, () => {
      for (const section of SECTIONS) expect(comment).to.contain(section);
    });
});
