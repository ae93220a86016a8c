import { expect } from 'chai';
import fc from 'fast-check';
import { CAUSE, CAUSES, Charges, NO_PART } from '../../../model/core/charges.ts';
import { check } from '../../support/property.ts';

describe('charges', () => {
  it('number the causes in their order', () => {
    expect(CAUSES.map((cause) => CAUSE[cause])).to.deep.equal(CAUSES.map((_, index) => index));
  });

  it('add up by place and cause', () => {
    const charges = new Charges(['user', 'kernel']);
    charges.add(1, CAUSE.copy, 512);
    charges.add(0, CAUSE.instructions, 1024);
    charges.add(1, CAUSE.copy, 1024);
    expect(charges.cells()).to.deep.equal([
      { place: 'user', cause: 'instructions', cycles: 1 },
      { place: 'kernel', cause: 'copy', cycles: 1.5 },
    ]);
    expect(charges.total()).to.equal(2560);
  });

  it('leave cells of zero out', () => {
    const charges = new Charges(['user']);
    charges.add(0, CAUSE.idle, 0);
    expect(charges.cells()).to.deep.equal([]);
  });

  it('keep the last cause of one place apart from the first of the next', () => {
    const charges = new Charges(['user', 'kernel']);
    charges.add(0, CAUSES.length - 1, 1024);
    charges.add(1, 0, 2048);
    expect(charges.cells()).to.deep.equal([
      { place: 'user', cause: CAUSES.at(-1), cycles: 1 },
      { place: 'kernel', cause: CAUSES[0], cycles: 2 },
    ]);
  });

  it('name the cells of another table of the same shape', () => {
    const charges = new Charges(['user', 'kernel']);
    charges.add(0, CAUSE.copy, 1024);
    const other = new Charges(['user', 'kernel']);
    other.add(1, CAUSE.string, 3072);
    expect(charges.cells(other.ticks)).to.deep.equal([{ place: 'kernel', cause: 'string', cycles: 3 }]);
  });

  it('keep a table for each part, and add them up', () => {
    const charges = new Charges(['user', 'kernel'], 2);
    charges.add(1, CAUSE.copy, 1024);
    for (const part of [1, 0, 1, NO_PART]) {
      charges.enter(part);
      charges.add(0, CAUSE.string, 1024);
    }
    const cellsOf = (part: number): unknown => charges.cells(charges.tableOf(part, charges.byPart));
    expect(cellsOf(0)).to.deep.equal([{ place: 'user', cause: 'string', cycles: 1 }]);
    expect(cellsOf(1)).to.deep.equal([{ place: 'user', cause: 'string', cycles: 2 }]);
    expect(cellsOf(NO_PART)).to.deep.equal([
      { place: 'user', cause: 'string', cycles: 1 },
      { place: 'kernel', cause: 'copy', cycles: 1 },
    ]);
    expect(charges.cells()).to.deep.equal([
      { place: 'user', cause: 'string', cycles: 4 },
      { place: 'kernel', cause: 'copy', cycles: 1 },
    ]);
    expect(charges.total()).to.equal(5 * 1024);
  });

  it('total what was added, exactly', () => {
    const entry = fc.tuple(fc.nat(2), fc.nat(CAUSES.length - 1), fc.nat(1e9));
    check(
      100,
      fc.property(fc.array(entry, { maxLength: 50, size: 'max' }), (entries) => {
        const charges = new Charges(['a', 'b', 'c']);
        for (const [place, cause, ticks] of entries) charges.add(place, cause, ticks);
        const sum = entries.reduce((total, [, , ticks]) => total + ticks, 0);
        expect(charges.total()).to.equal(sum);
        expect(charges.cells().reduce((total, { cycles }) => total + cycles * 1024, 0)).to.equal(sum);
      }),
    );
  });
});
