import { join } from 'node:path';
import { expect } from 'chai';
import { requestOf } from '../../../cli/check/request.ts';
import { precisionOf } from '../../../cli/options.ts';

const HERE = process.cwd();
const FIRST = requestOf({}, HERE);
const QUICK = requestOf({ quick: true }, HERE);

describe('what a check runs', () => {
  it('is by default what reproduce runs', () => {
    expect(FIRST).to.deep.equal({
      experiments: ['shipped'],
      seed: '1',
      replications: 5,
      precision: 0.01,
      quick: false,
    });
  });

  it('keeps what is not said anew', () => {
    const before = requestOf({ quick: true, only: ['a'], set: [{ path: 'p', value: '1' }] }, HERE);
    expect(requestOf({}, HERE, before)).to.deep.equal(before);
    expect(requestOf({ seed: '2' }, HERE, before)).to.deep.equal({ ...before, seed: '2' });
  });

  it('is quick, or has replications and a precision', () => {
    expect(QUICK).to.deep.include({ replications: 1, quick: true }).and.not.have.property('precision');
    expect(requestOf({ replications: 3 }, HERE, QUICK)).to.deep.include({
      ...{ replications: 3, precision: 0.01, quick: false },
    });
    expect(requestOf({ precision: precisionOf(0.05) }, HERE, QUICK)).to.deep.include({
      ...{ replications: 5, precision: 0.05, quick: false },
    });
  });

  it('names files from the directory of the lock file', () => {
    const request = requestOf(
      {
        experiments: ['shipped', 'own/list.yaml', join(HERE, 'ci', 'other.yaml')],
        targets: ['own/published.yaml'],
        machine: 'own/machine.yaml',
      },
      join(HERE, 'ci'),
    );
    expect(request).to.deep.include({
      experiments: ['shipped', '../own/list.yaml', 'other.yaml'],
      targets: ['../own/published.yaml'],
      machine: '../own/machine.yaml',
    });
    expect(requestOf({ machine: 'skylake' }, join(HERE, 'ci')).machine).to.equal('skylake');
  });
});
