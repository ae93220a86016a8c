import {
  compile,
  loadMachine,
  loadSources,
  Simulation,
  type Library,
  type Machine,
  type Override,
} from '../../model/index.ts';
import type { Measurement } from '../../model/kernels/engine/measures.ts';
import { library } from './shipped.ts';
import { TextLibrary } from './toy.ts';

/** Without clock ticks, charges are those of the calls alone. */
const NO_CLOCK: Override = { path: 'timers.l4-clock.rate', value: '0.1 Hz' };
/** The profile before the fit: its costs are whole numbers of the sources. */
const MACHINE = 'pentium-133-sourced';

const WORKLOAD = 'model/workloads/own.yaml';
const OWN = `workload: own
personality: l4
files: { program: { pages: 2, resident: true } }
images:
  task:
    segments:
      text: { pages: 2, backing: file, file: program, at: program }
      data: { pages: 2, backing: zero, at: program }
      cold: { pages: 2, backing: zero, at: program, resident: 0 }
      stack: { pages: 1, backing: zero, at: stack }
programs:
`;

export function l4Machine(...overrides: Override[]): Machine {
  return loadMachine(library, MACHINE, overrides).machine;
}

/** What a program of the shipped workload over L4 IPC measures. */
export function runShipped(program: string, ...overrides: Override[]): Measurement {
  return measurementOf('l4-pipes-and-rpc', program, library, overrides);
}

/** What the program `main` of a text measures: programs over the image `task`, with segments text, data, cold and stack. */
export function runOwn(programs: string): Measurement {
  return measurementOf('own', 'main', new TextLibrary([[WORKLOAD, OWN + programs]]), []);
}

function measurementOf(
  workload: string,
  program: string,
  texts: Library,
  overrides: Override[],
): Measurement {
  const compiled = compile(loadSources(texts, 'l4', workload, [NO_CLOCK]));
  const { measures } = new Simulation(compiled, l4Machine(...overrides), { seed: '1' }).run(program);
  return Object.values(measures)[0];
}

/** Cycles of one operation at a place, by cause. */
export function chargesAt({ charges, operations }: Measurement, place: string): Record<string, number> {
  return Object.fromEntries(
    charges
      .filter((charge) => charge.place === place)
      .map(({ cause, cycles }) => [cause, cycles / operations]),
  );
}
