import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';
import { PACKAGE } from '../api/disk-library.ts';
import { targets } from './support/shipped.ts';

/** Where no cost, count, size or published figure may stand in code. */
const DIRECTORIES = ['model', 'calibration', 'reports', 'sweeps'];

/** Numbers that are not round and yet no figures of the model, by file and value. */
const STRUCTURAL: Record<string, { values: string[]; why: string }> = {
  'calibration/curve/curve-report.ts': {
    values: ['60e3', '9'],
    why: 'milliseconds of a minute; columns of a table',
  },
  'calibration/curve/native-curve.ts': {
    values: ['0.05', '12', '3'],
    why: 'the tails of the middle 90 %; variance of a uniform variable; digits',
  },
  'calibration/experiments/accuracy.ts': { values: ['0.9'], why: 'the 90th percentile' },
  'calibration/fit/calibrate.ts': { values: ['5'], why: 'digits of a fitted value' },
  'calibration/fit/calibration-file.ts': { values: ['3', '5'], why: 'digits in the file' },
  'calibration/fit/error-summary.ts': { values: ['0.9'], why: 'the 90th percentile' },
  'calibration/fit/linear-model.ts': { values: ['50'], why: 'most steps of a fit that costs nothing' },
  'calibration/fit/native-work.ts': { values: ['5'], why: 'digits of a fitted value' },
  'calibration/fit/residuals.ts': { values: ['12'], why: 'variance of a uniform variable' },
  'calibration/inference/sizes.ts': {
    values: ['50', '5'],
    why: 'sections of a range; the golden ratio',
  },
  'calibration/sensitivity/sobol-indices.ts': {
    values: ['0.95', '200'],
    why: 'the level of an interval; resamples of a bootstrap',
  },
  'calibration/sensitivity/sobol-sequence.ts': { values: ['30', '31'], why: 'bits of a number' },
  'calibration/experiments/sourced-rows.ts': {
    values: ['3'],
    why: 'boots of a model that is shown beside the other',
  },
  'model/confidence.ts': { values: ['0.9', '0.95'], why: 'the levels of intervals' },
  'model/core/fingerprint.ts': { values: ['0x811c9dc5', '0xcbf29ce4', '0x01000193'], why: 'FNV-1a' },
  'model/hardware/disk.ts': {
    values: ['60e9', '15'],
    why: 'nanoseconds of a minute; the mean of a square root',
  },
  'model/kernels/engine/call-stack.ts': { values: ['6', '5', '3'], why: 'the layout of a frame' },
  'model/kernels/assembler/expression-compiler.ts': { values: ['3'], why: 'the length of a code' },
  'model/kernels/assembler/names.ts': { values: ['12'], why: 'names in a message' },
  'model/kernels/engine/memory-map.ts': {
    values: ['0x08048', '0xbfff0'],
    why: 'where the linker puts programs and stacks',
  },
  'model/kernels/engine/near-pages.ts': { values: ['0x9e3779b1'], why: 'Fibonacci hashing' },
  'model/kernels/engine/placement.ts': { values: ['0xc0000'], why: 'where kernels lie' },
  'model/kernels/program/program.ts': { values: ['6'], why: 'arguments of a system call' },
  'sweeps/execution/estimate.ts': { values: ['250'], why: 'ms of a sample' },
  'sweeps/space/levels.ts': { values: ['12'], why: 'digits of a value between two ends' },
  'reports/traces/perfetto.ts': {
    values: ['5', '6', '9', '11', '22', '23', '33', '60'],
    why: 'numbers of fields in the schema of Perfetto',
  },
  'model/document/quantity.ts': {
    values: ['3', '6', '9', '15'],
    why: 'powers of ten of units; digits that a number keeps',
  },
  'model/workloads/load-curve.ts': { values: ['60'], why: 'seconds of a minute' },
  'sweeps/analysis/contours.ts': { values: ['5'], why: 'round values: 1, 2 and 5 times powers of ten' },
  'sweeps/analysis/effects.ts': { values: ['0.95'], why: 'the level of an interval' },
  'sweeps/analysis/scale.ts': { values: ['3'], why: 'fewest values that have a spacing' },
  'model/document/problem.ts': { values: ['60', '57'], why: 'the length of a message' },
  'model/document/suggestion.ts': { values: ['0.4'], why: 'how far a slip may be from a name' },
};

/** Sizes, colours and places of a drawing say nothing about a system. */
const DRAWINGS = /^reports\/(charts|render|page)\//;
/** Nor do ports, waits and tries of what starts programs on other machines. */
const ENGINES = /^sweeps\/engines\//;

interface Literal {
  file: string;
  text: string;
  value: number;
  node: ts.NumericLiteral;
}

function* filesBelow(directory: string): Generator<string> {
  if (!existsSync(join(PACKAGE, directory))) return;
  for (const entry of readdirSync(join(PACKAGE, directory), { withFileTypes: true })) {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (path.endsWith('.ts')) yield path;
  }
}

/** The numbers of a file's code; comments and texts do not count. */
function literalsOf(file: string, text: string): Literal[] {
  const found: Literal[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNumericLiteral(node)) found.push({ file, text: node.getText(), value: Number(node.text), node });
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

const isRound = (value: number): boolean =>
  value === 0 || Number.isInteger(Math.log2(value)) || Number.isInteger(Math.log10(value));

/** A table of codes or ranks: its values leave no gap, from 0 or 1 on. */
function isCode(node: ts.Node): boolean {
  const table = node.parent.parent;
  if (!ts.isPropertyAssignment(node.parent) || !ts.isObjectLiteralExpression(table)) return false;
  const values = table.properties.map((property) =>
    ts.isPropertyAssignment(property) && ts.isNumericLiteral(property.initializer)
      ? Number(property.initializer.text)
      : NaN,
  );
  return values.every((value, index) =>
    index === 0 ? value <= 1 : [0, 1].includes(value - values[index - 1]),
  );
}

/** Bounds of input, shifts and powers of two, operands of an instruction, limits by name. */
function isForm({ node }: Literal): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return /^(min|max)$/.test(parent.name.getText());
  if (ts.isCallExpression(parent))
    return (
      /(^count|\.(min|max|toFixed))$/.test(parent.expression.getText()) &&
      !parent.expression.getText().startsWith('Math.')
    );
  if (ts.isVariableDeclaration(parent)) return /^MAX_|_(SHIFT|MASK)$/.test(parent.name.getText());
  if (!ts.isBinaryExpression(parent) || parent.right !== node) return false;
  const operator = parent.operatorToken.kind;
  if (operator === ts.SyntaxKind.PlusToken) return parent.left.getText() === 'pc';
  if (operator === ts.SyntaxKind.AsteriskAsteriskToken) return /^(2|1024)$/.test(parent.left.getText());
  return [
    ts.SyntaxKind.LessThanLessThanToken,
    ts.SyntaxKind.GreaterThanGreaterThanToken,
    ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
  ].includes(operator);
}

/** Numbers that need a reason. */
const suspects = (literals: readonly Literal[]): Literal[] =>
  literals.filter((literal) => !isRound(literal.value) && !isCode(literal.node) && !isForm(literal));

describe('code without figures', () => {
  const all = DIRECTORIES.flatMap((directory) => [...filesBelow(directory)]).flatMap((file) =>
    literalsOf(file, readFileSync(join(PACKAGE, file), 'utf8')),
  );

  it('looks at the whole model', () => {
    expect(new Set(all.map(({ file }) => file)).size).to.be.greaterThan(20);
  });

  it('has no number that is not round but those with a reason', () => {
    const unknown = suspects(all).filter(
      ({ file, text }) =>
        !DRAWINGS.test(file) && !ENGINES.test(file) && !STRUCTURAL[file]?.values.includes(text),
    );
    expect(unknown.map(({ file, node }) => `${file}: ${node.parent.getText()}`)).to.deep.equal([]);
  });

  it('gives no reason for a number that is gone', () => {
    const known = suspects(all);
    const gone = Object.entries(STRUCTURAL).flatMap(([file, { values }]) =>
      values
        .filter((value) => !known.some((literal) => literal.file === file && literal.text === value))
        .map((value) => `${file}: ${value}`),
    );
    expect(gone).to.deep.equal([]);
  });

  it('has no published figure', () => {
    // Small whole numbers mean something else everywhere, and so does half a cycle of what is entered as data.
    const figures = new Set(
      targets.list
        .filter(({ role }) => role !== 'reproduced')
        .flatMap(({ published }) => published)
        .filter((value) => value > 99 || !Number.isInteger(value)),
    );
    expect(
      all.filter(({ value }) => figures.has(value)).map(({ file, text }) => `${file}: ${text}`),
    ).to.deep.equal([]);
  });

  it('would notice a figure', () => {
    const noticed = (code: string): string[] =>
      suspects(literalsOf('model/x.ts', code)).map(({ text }) => text);
    expect(noticed('const ipc = 168 + n; charge(cause, 21 * ticks); f({ cycles: 223 });')).to.deep.equal([
      '168',
      '21',
      '223',
    ]);
    expect(
      noticed('const MAX_DEPTH = 50; const op = { a: 0, b: 1, c: 2, d: 3 }; x << 5; min(0, 1024); // 223'),
    ).to.deep.equal([]);
    expect(noticed('z.int().min(3).max(77); Math.min(77, x)')).to.deep.equal(['77']);
  });
});
