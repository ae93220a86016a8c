import { expect } from 'chai';
import { readClaims } from '../../../calibration/claims/claims.ts';
import { judge, type JudgedClaim } from '../../../calibration/claims/judge.ts';
import type { Row } from '../../../calibration/experiments/row.ts';
import { readAllExperiments, readClaimsFile } from '../../../cli/shipped.ts';
import { SpecError } from '../../../model/document/problem.ts';

const CLAIM = `claims: own
title: Own
list:
  slower:
    title: Slower
    states: It is slower.
    source: me
    rows:
      native: e/t/linux
      other: { row: e/t/dir/own.yaml, unit: us }
    figures:
      penalty: { title: penalty, formula: 100 * (other / native - 1), unit: percent, at-least: 5, at-most: 10, tolerance: 1 }
`;
const row = (system: string, model: number, more: Partial<Row> = {}): Row => ({
  ...{ experiment: 'e', test: 't', system, unit: '\u00b5s', model },
  ...more,
});
const judged = (rows: Row[], text = CLAIM): JudgedClaim =>
  judge(readClaims({ file: 'claims.yaml', text }), rows, () => 100e6)[0];
const penaltyOf = (other: number): JudgedClaim => judged([row('linux', 100), row('dir/own.yaml', other)]);

/** What a text is answered with. */
function refusal(text: string, rows?: Row[]): string {
  try {
    judged(rows ?? [row('linux', 1), row('dir/own.yaml', 1)], text);
  } catch (error) {
    if (error instanceof SpecError) return error.message;
    throw error;
  }
  return '';
}

describe('a claim', () => {
  it('is true while its figures are within their bounds, and its tolerance beyond', () => {
    expect(penaltyOf(107)).to.deep.include({ name: 'slower', holds: true });
    expect(penaltyOf(107).figures[0].value).to.be.closeTo(7, 1e-9);
    const held = [103.9, 104.1, 110.9, 111.1].map((other) => penaltyOf(other).holds);
    expect(held).to.deep.equal([false, true, true, false]);
  });

  it('is false when a figure cannot be told', () => {
    expect(judged([row('linux', 0), row('dir/own.yaml', 0)]).holds).to.equal(false);
  });

  it('needs all of its figures', () => {
    const more = `${CLAIM}      at-all: { title: t, formula: other, unit: us, at-most: 1 }\n`;
    expect(judged([row('linux', 100), row('dir/own.yaml', 107)], more)).to.include({ holds: false });
  });

  it('is judged with inferred mechanisms, and shows its figures without', () => {
    const [figure] = judged([
      row('linux', 100),
      row('dir/own.yaml', 107, { sourced: { model: 102 } }),
    ]).figures;
    expect(figure.holds).to.equal(true);
    expect(figure.value).to.be.closeTo(7, 1e-9);
    expect(figure.sourced).to.be.closeTo(2, 1e-9);
    expect(penaltyOf(107).figures[0]).not.to.have.property('sourced');
  });

  it('takes times in the unit that it asks for', () => {
    const cycles = row('dir/own.yaml', 10_700, { unit: 'cycles' });
    expect(judged([row('linux', 100), cycles]).figures[0].value).to.be.closeTo(7, 1e-9);
  });

  it('has the same figure of the published values, where they are all there', () => {
    const rows = [row('linux', 100, { published: 50 }), row('dir/own.yaml', 107, { published: 60 })];
    expect(judged(rows).figures[0].published).to.be.closeTo(20, 1e-9);
    expect(penaltyOf(107).figures[0]).to.not.have.property('published');
  });

  const WRONG: [string, string, RegExp][] = [
    [
      'a formula over nothing',
      CLAIM.replace('(other /', '(others /'),
      /formula: expected names among native, other/,
    ],
    [
      'half a formula',
      CLAIM.replace('native - 1)', 'native - )'),
      /formula: expected a number, a name or "\(" at/,
    ],
    [
      'no bound',
      CLAIM.replace('at-least: 5, at-most: 10, ', ''),
      /penalty: expected a bound: at-least, at-most/,
    ],
    [
      'half a row',
      CLAIM.replace('e/t/linux', 'e/linux'),
      /rows\.native: expected .*experiment\/test\/system/,
    ],
    [
      'a row that there is not',
      CLAIM.replace('e/t/linux', 'e/t/minix'),
      /:9:15: .*native: expected a row that/,
    ],
    ['a rate as time', CLAIM.replace('unit: us }', 'unit: MB/s }'), /expected .*time/],
  ];
  for (const [what, text, answer] of WRONG)
    it(`is refused with the place of ${what}`, () => {
      expect(refusal(text)).to.match(answer);
      expect(refusal(text)).to.match(/^claims\.yaml:\d+:\d+: list\.slower\./);
    });

  it('does not turn a rate into a time', () => {
    const rate = [row('linux', 1), row('dir/own.yaml', 1, { unit: 'MB/s' })];
    expect(refusal(CLAIM, rate)).to.contain('expected a row that is a time, as MB/s is not converted');
  });
});

describe('the claims of the paper', () => {
  const claims = readClaimsFile();

  it('speak of rows that the experiments have', () => {
    const { list } = readAllExperiments();
    expect(claims.list).to.have.lengthOf.at.least(4);
    for (const { name, rows } of claims.list)
      for (const { experiment, system } of rows.values())
        expect(list[experiment].systems, `${name}: ${experiment}`).to.include(system);
  });

  it('use each row, and call nothing twice', () => {
    for (const { name, rows } of claims.list)
      expect(new Set([...rows.values()].map((one) => JSON.stringify(one))).size, name).to.equal(rows.size);
  });
});
