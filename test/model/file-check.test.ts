import { expect } from 'chai';
import { SpecDocument } from '../../model/document/document.ts';
import { FileCheck } from '../../model/file-check.ts';
import { library } from '../support/shipped.ts';

const RUNS = ['linux', 'l4linux'].map((system) => ({ machine: 'pentium-133', system, workload: 'getpid' }));

describe('a check of a file that names others', () => {
  const check = (): FileCheck =>
    new FileCheck(library, new SpecDocument({ file: 'own.yaml', text: 'system: l5linux\nvalue: 8 ns\n' }));

  it('finds what there is', () => {
    const found = check();
    expect(found.exists('structure', 'l4linux', ['system'])).to.equal(true);
    found.tryValue(RUNS, ['tlb.walk-level'], '5 cycles', ['value']);
    expect(found.problems).to.deep.equal([]);
  });

  it('tells of a file that is not there, at the place that names it', () => {
    const found = check();
    expect(found.exists('structure', 'l5linux', ['system'])).to.equal(false);
    expect(found.problems[0]).to.include({ line: 1, column: 9, found: '"l5linux" (did you mean l4linux?)' });
    expect(() => {
      found.expectFile('structure', 'l5linux', ['system']);
    }).to.throw('own.yaml:1:9: system: expected a structure (');
  });

  it('tells of a value that the files refuse, at the place that sets it', () => {
    const found = check();
    const tried = (): void => {
      found.tryValue(RUNS, ['tlb.walk-level'], '8 ns', ['value']);
    };
    expect(tried).to.throw(
      /^own\.yaml:2:8: value: expected a number with a unit of cycles .*, found "8 ns"$/,
    );
  });
});
