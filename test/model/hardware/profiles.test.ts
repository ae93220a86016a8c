import { expect } from 'chai';
import { loadMachine } from '../../../model/library.ts';
import { expectRunsEveryStructure, FASTER, SHIPPED, valueOf } from '../../support/profiles.ts';
import { library } from '../../support/shipped.ts';

/** The oldest, the one of the paper, and those unlike it; `profiles.long.test.ts` has the others. */
const UNLIKE = ['i486dx2-66', 'pentium-133', 'pentium-pro-200', 'alpha-21164'];

describe('shipped machines', () => {
  it('are those of the references', () => {
    expect(library.names('machine')).to.include.members([...SHIPPED, ...FASTER]);
  });

  for (const name of UNLIKE)
    it(`${name} runs every structure`, () => {
      expectRunsEveryStructure(name);
    });

  it('keep the order of the published system-call times: the 486 needs the most cycles', () => {
    const cycles = (name: string): number => valueOf('getpid', 'getpid', name, 'linux');
    expect(cycles('i486dx2-66')).to.be.greaterThan(cycles('pentium-133'));
    expect(cycles('pentium-mmx-200')).to.be.at.most(cycles('pentium-133'));
  });

  // hbench:OS figures 3-5, MB/s: memory read and write, and copy of 2 MB.
  for (const [name, read, write, copy] of [
    ['i486dx2-66', 17, 15, 8.6],
    ['pentium-90', 62, 74, 35.4],
    ['pentium-100', 70, 83, 39.6],
    ['pentium-120', 71, 74, 36.3],
  ] as const) {
    it(`${name} has the published bandwidths of memory`, () => {
      const bandwidth = (test: string): number =>
        valueOf('memory', `memory-${test}-bandwidth`, name, 'linux');
      expect(bandwidth('read') / read, 'read').to.be.within(0.9, 1.1);
      expect(bandwidth('write') / write, 'write').to.be.within(0.9, 1.1);
      expect(bandwidth('copy') / copy, 'copy').to.be.within(0.75, 1.25);
    });
  }

  it('have the latencies of their profiles, measured as lmbench does', () => {
    for (const name of ['pentium-100', 'pentium-mmx-200', 'pentium-pro-200']) {
      const { memory, processor } = loadMachine(library, name).machine;
      const latency = valueOf('memory', 'memory-latency', name, 'linux');
      const most = memory['first-word'] + processor['cycles-per-instruction'] + 1;
      expect(latency, name).to.be.within(memory['first-word'], most);
    }
  });
});
