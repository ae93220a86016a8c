import { expect } from 'chai';
import { compile } from '../../../model/kernels/compile/compiler.ts';
import type { Program } from '../../../model/kernels/compile/program.ts';
import { workloadSchema } from '../../../model/kernels/language/kernel-file.ts';
import { loadKernelFiles, loadMachine, loadSources } from '../../../model/library.ts';
import { measure } from '../../../model/measure.ts';
import { library, structuresFor } from '../../support/shipped.ts';

const SHIPPED = [
  'i486dx2-66',
  'i486dx4-100',
  'pentium-90',
  'pentium-100',
  'pentium-120',
  'pentium-133',
  'pentium-166',
];
const FASTER = ['pentium-mmx-200', 'pentium-pro-200', 'alpha-21164'];

const programs = new Map<string, Program>();

/** A program is the same on all machines. */
function programOf(workload: string, system: string): Program {
  const key = `${workload} ${system}`;
  const program = programs.get(key) ?? compile(loadSources(library, system, workload));
  programs.set(key, program);
  return program;
}

function valueOf(workload: string, test: string, machineName: string, system: string): number {
  const { machine } = loadMachine(library, machineName);
  const program = programOf(workload, system);
  const tests = Object.assign(
    {},
    ...loadKernelFiles(library, 'workload', workload, workloadSchema).map(({ spec }) => spec.tests ?? {}),
  ) as Record<string, Parameters<typeof measure>[3]>;
  return measure(program, machine, test, tests[test], { seed: '1', replications: 1 }).value;
}

describe('shipped machines', () => {
  it('are those of the references', () => {
    expect(library.names('machine')).to.include.members([...SHIPPED, ...FASTER]);
  });

  for (const name of [...SHIPPED, ...FASTER]) {
    it(`${name} runs every structure`, () => {
      for (const system of structuresFor('getpid')) {
        expect(valueOf('getpid', 'getpid', name, system), `getpid on ${system}`).to.be.within(100, 60_000);
        expect(valueOf('hbench', 'pipe-latency', name, system), `pipe on ${system}`).to.be.within(5, 5000);
      }
    });
  }

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
