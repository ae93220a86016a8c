import { expect } from 'chai';
import {
  compile,
  loadMachine,
  loadSources,
  Simulation,
  type Library,
  type Override,
} from '../../../model/index.ts';
import { library } from '../../support/shipped.ts';
import { replaceOnce, TextLibrary } from '../../support/toy.ts';

/** Ways into and out of the kernel. */
const PRIVILEGE = ['interrupt-instruction', 'exception', 'hardware-interrupt', 'return-from-interrupt'];
const ENTRIES = { faults: 'exception', calls: 'interrupt-instruction' } as const;

/** A machine on which one kind of kernel entry takes a cycle, and the others nothing. */
const countingOnly = (entry: string): Override[] =>
  PRIVILEGE.map((name) => ({ path: `privilege.${name}`, value: name === entry ? '1 cycles' : '0 cycles' }));

/** Exceptions and calls of the kernel within the measured block of a test. */
function entriesOf(
  system: string,
  workload: string,
  test: string,
  files: Library = library,
): Record<keyof typeof ENTRIES, number> {
  const program = compile(loadSources(files, system, workload));
  const count = (entry: string): number => {
    const { machine } = loadMachine(library, 'pentium-133-sourced', countingOnly(entry));
    const { charges } = new Simulation(program, machine, { seed: '1' }).run(test).measures[test];
    return charges
      .filter(({ cause }) => cause === 'mode-switch')
      .reduce((sum, { cycles }) => sum + cycles, 0);
  };
  return { faults: count(ENTRIES.faults), calls: count(ENTRIES.calls) };
}

describe('the workload virtual-memory', () => {
  // A page that may be written again takes a second fault, which finds that nobody shares it.
  it('on Linux faults twice and calls the kernel to protect, to free and to return', () => {
    expect(entriesOf('linux', 'virtual-memory', 'appel1')).to.deep.equal({ faults: 2 * 200, calls: 3 * 200 });
    expect(entriesOf('linux', 'virtual-memory', 'appel2')).to.deep.equal({
      faults: 2 * 200,
      calls: 2 * 200 + 2,
    });
  });

  it('on Linux traps every time, until the page is free', () => {
    // 200 traps and the write that ends them; each trap returns, and one call each protects the page and frees it.
    expect(entriesOf('linux', 'virtual-memory', 'trap')).to.deep.equal({ faults: 201, calls: 202 });
  });

  it('on L4Linux sends two messages a call, and four for a signal', () => {
    // Three calls by two messages, a page unmapped, three messages to and from the signal thread, one that maps the freed page.
    // A few calls more are messages of clock ticks.
    const { faults, calls } = entriesOf('l4linux', 'virtual-memory', 'appel1');
    expect(faults).to.equal(2 * 200);
    expect(Math.floor(calls / 200)).to.equal(3 * 2 + 1 + 3 + 1);
  });

  it('runs on every structure of Linux', () => {
    for (const system of ['l4linux-trampoline', 'l4linux-dual-space', 'mklinux-in-kernel', 'mklinux-user'])
      expect(entriesOf(system, 'virtual-memory', 'appel1').faults, system).to.be.at.least(2 * 200);
  });
});

describe('the workload l4-virtual-memory', () => {
  const entries = (test: string, files?: TextLibrary): Record<string, number> =>
    entriesOf('l4', 'l4-virtual-memory', test, files);

  it('resolves a fault by one message each way', () => {
    expect(entries('fault')).to.deep.equal({ faults: 3 * 100, calls: 3 * 100 });
  });

  it('protects a page by a call, an unmap and an answer before each trap', () => {
    expect(entries('trap')).to.deep.equal({ faults: 200, calls: (3 + 1) * 200 });
  });

  // To protect all: a call, three flexpages of 64, 32 and 4 pages, an answer.
  it('faults once for a page, which its pager frees by the answer', () => {
    expect(entries('appel1')).to.deep.equal({ faults: 200, calls: 2 * 200 });
    expect(entries('appel2')).to.deep.equal({ faults: 200, calls: 200 + 2 * 5 });
  });

  it('passes faults that the pager cannot resolve on to the pager above', () => {
    const file = 'model/workloads/l4-virtual-memory.yaml';
    const other = replaceOnce(
      library.read(file)!,
      '            operations: 100\n            do: [{ call: touch-pages, with: { times: 100 } }]',
      '            do: [{ call: store-to, with: { page: other-page } }]',
    );
    // The first time the pager calls the one above, is answered, and answers; then the page is there.
    expect(entries('fault', new TextLibrary([[file, other]]))).to.deep.equal({ faults: 1, calls: 3 });
  });
});
