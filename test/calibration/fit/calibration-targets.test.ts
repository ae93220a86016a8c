import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { CalibrationTargets } from '../../../calibration/fit/calibration-targets.ts';
import { ROLES, Targets, type Target } from '../../../calibration/experiments/targets.ts';
import { PACKAGE } from '../../../api/disk-library.ts';
import { readShippedTargets } from '../../../cli/shipped.ts';
import { check } from '../../support/property.ts';

const target = fc.record({
  experiment: fc.constantFrom('one', 'two'),
  test: fc.string(),
  system: fc.string(),
  unit: fc.constant('cycles'),
  published: fc.double({ min: 1, max: 9, noNaN: true }),
  role: fc.constantFrom(...ROLES),
  source: fc.constant('toy'),
});

describe('calibration targets', () => {
  it('hold no target for validation, whatever the file has', () => {
    check(
      100,
      fc.property(fc.array(target), (list: Target[]) => {
        const { fit, native } = CalibrationTargets.of(new Targets(list), ['one', 'two']);
        expect([...fit, ...native].filter(({ role }) => role === 'validation')).to.deep.equal([]);
        expect(fit).to.have.length(list.filter(({ role }) => role === 'calibration').length);
      }),
    );
  });

  it('of the paper are getpid, its parts and lmbench but for two cells', () => {
    const targets = CalibrationTargets.of(readShippedTargets(), ['getpid', 'getpid-breakdown', 'lmbench']);
    expect(targets.fit).to.have.length(5 + 5 + 78);
    expect(targets.fit.every(({ role }) => role === 'calibration')).to.equal(true);
    expect(targets.native.every(({ system }) => system === 'linux')).to.equal(true);
  });

  it('are all that the fit is given of published results', () => {
    const directory = join(PACKAGE, 'calibration', 'fit');
    for (const file of readdirSync(directory)) {
      const text = readFileSync(join(directory, file), 'utf8');
      // The one file that makes them reads the others; nobody else sees a table of targets, or reads one.
      if (file !== 'calibration-targets.ts')
        expect(text, file).not.to.match(/\bTargets\b(?<!CalibrationTargets)|readTargets/);
    }
  });
});
