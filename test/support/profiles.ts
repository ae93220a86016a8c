import { expect } from 'chai';
import { compile } from '../../model/kernels/compile/compile.ts';
import type { Program } from '../../model/kernels/program/program.ts';
import { workloadSchema } from '../../model/kernels/files/workload-file.ts';
import { loadKernelFiles, loadMachine, loadSources } from '../../model/library.ts';
import { measure } from '../../model/run/measure.ts';
import { library, structuresFor } from './shipped.ts';

export const SHIPPED = [
  'i486dx2-66',
  'i486dx4-100',
  'pentium-90',
  'pentium-100',
  'pentium-120',
  'pentium-133',
  'pentium-166',
];
export const FASTER = ['pentium-mmx-200', 'pentium-pro-200', 'alpha-21164'];

const programs = new Map<string, Program>();

/** A program is the same on all machines. */
function programOf(workload: string, system: string): Program {
  const key = `${workload} ${system}`;
  const program = programs.get(key) ?? compile(loadSources(library, system, workload));
  programs.set(key, program);
  return program;
}

export function valueOf(workload: string, test: string, machineName: string, system: string): number {
  const { machine } = loadMachine(library, machineName);
  const program = programOf(workload, system);
  const tests = Object.assign(
    {},
    ...loadKernelFiles(library, 'workload', workload, workloadSchema).map(({ spec }) => spec.tests ?? {}),
  ) as Record<string, Parameters<typeof measure>[3]>;
  return measure(program, machine, test, tests[test], { seed: '1', replications: 1 }).value;
}

export function expectRunsEveryStructure(machine: string): void {
  for (const system of structuresFor('getpid')) {
    expect(valueOf('getpid', 'getpid', machine, system), `getpid on ${system}`).to.be.within(100, 60_000);
    expect(valueOf('hbench', 'pipe-latency', machine, system), `pipe on ${system}`).to.be.within(5, 5000);
  }
}
