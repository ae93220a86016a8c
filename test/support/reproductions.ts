import { expect } from 'chai';
import { endsOf, relativeErrorOf } from '../../calibration/experiments/published.ts';
import type { Reproduction } from '../../calibration/experiments/reproduce.ts';
import { ROLES } from '../../calibration/experiments/targets.ts';
import { UNITS } from '../../model/units.ts';
import { PAIRS } from './shipped.ts';

/** These take most of the time: the unit tests run one of them, the long tests the others. */
const SLOW = ['compile', 'aim7', 'cache-partitioning'];
const isSlow = ([name, system]: [string, string]): boolean =>
  SLOW.includes(name) && `${name} ${system}` !== 'compile linux';
export const QUICK_PAIRS = PAIRS.filter((pair) => !isSlow(pair));
export const SLOW_PAIRS = PAIRS.filter(isSlow);

export function expectExactCharges({ charges, elapsedCycles }: Reproduction): void {
  expect(elapsedCycles).to.be.greaterThan(0);
  expect(charges.reduce((sum, { cycles }) => sum + cycles, 0)).to.equal(elapsedCycles);
}

export function expectFormOfRows({ rows }: Reproduction): void {
  const optional = ['interval', 'shares', 'penalty', 'firstPrediction', 'sdPercent'];
  for (const row of rows) {
    const keys = Object.keys(row).filter((key) => !optional.includes(key));
    const known = ['experiment', 'test', 'system', 'unit', 'model'];
    const compared = [...known, 'published', 'role', 'relativeError'];
    expect(keys).to.deep.equal(row.published === undefined ? known : compared);
    const { unit, model, published, relativeError, sdPercent, role, firstPrediction, shares } = row;
    expect(unit).to.be.oneOf(UNITS);
    expect(model).to.satisfy((value: number) => Number.isFinite(value) && value > 0);
    if (firstPrediction !== undefined) expect(firstPrediction).to.be.greaterThan(0);
    if (shares) expect(shares.user + shares.system + shares.idle).to.be.closeTo(1, 1e-9);
    if (published === undefined) continue;
    expect(Math.min(...endsOf(published))).to.be.greaterThan(0);
    expect(relativeError).to.equal(relativeErrorOf(model, published));
    expect(role).to.be.oneOf(ROLES);
    if (sdPercent !== undefined) expect(sdPercent).to.be.at.least(0);
  }
}
