import { expect } from 'chai';
import fc from 'fast-check';
import { commandOf, hashOf, INITIAL, runOf, stateOf } from '../../../web/state/explorer-state.ts';
import { check } from '../../support/property.ts';

describe('the state of the explorer', () => {
  const text = fc.string({ minLength: 1, unit: 'binary' });
  const path = text.filter((key) => !key.includes('='));

  it('stands in a link as a whole', () => {
    check(
      100,
      fc.property(
        fc.record({
          machine: text,
          system: text,
          against: text,
          workload: text,
          test: text,
          seed: text,
          replications: fc.integer({ min: 1, max: 99 }).map(String),
          set: fc.array(fc.tuple(path, text)).map((entries) => new Map(entries)),
        }),
        (state) => {
          expect(stateOf(hashOf(state))).to.deep.equal(state);
        },
      ),
    );
  });

  it('is as at first where a link says nothing, or nothing that can be read', () => {
    expect(stateOf('')).to.deep.equal(INITIAL);
    expect(stateOf('#set=&set=novalue&set==1&replications=1e9&other=3')).to.deep.equal(INITIAL);
    expect(stateOf('#system=sel4')).to.deep.equal({ ...INITIAL, system: 'sel4' });
  });

  it('gives a command that a shell reads as it is meant', () => {
    const state = { ...INITIAL, seed: "it's", replications: '3' };
    expect(commandOf(runOf(state, 'linux'), [])).to.equal(
      `npx ukperf run getpid getpid --system linux --machine pentium-133 --seed 'it'\\''s' --replications 3`,
    );
    expect(commandOf(runOf(INITIAL, 'linux'), [{ path: 'caches.l2.size', value: '1 MiB' }])).to.equal(
      `npx ukperf run getpid getpid --system linux --machine pentium-133 --set 'caches.l2.size=1 MiB'`,
    );
  });
});
