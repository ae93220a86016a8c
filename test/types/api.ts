import { expectTypeOf } from 'expect-type';
import {
  callTree,
  catalog,
  CAUSES,
  loadMachine,
  simulate,
  simulateMix,
  TextLibrary,
  type CallTree,
  type Cause,
  type Charge,
  type Distribution,
  type Kind,
  type Library,
  type LoadedMachine,
  type MixPoint,
  type Problem,
  type SimulateOptions,
  type SpecError,
  type Unit,
} from '../../api/index.ts';
import { shipped } from '../../api/data.ts';
import { DiskLibrary } from '../../api/node.ts';

/** Promises of the library's types: they hold as long as this file compiles, and nothing here runs. */
export function promises(library: Library, machine: LoadedMachine): void {
  const where = { machine: 'pentium-133', system: 'linux', workload: 'getpid' };

  // Where files come from.
  expectTypeOf(shipped).toEqualTypeOf<Library>();
  expectTypeOf<TextLibrary>().toExtend<Library>();
  expectTypeOf<DiskLibrary>().toExtend<Library>();
  expectTypeOf<Kind>().toEqualTypeOf<'machine' | 'structure' | 'personality' | 'workload' | 'inference'>();
  expectTypeOf(new TextLibrary({}, library).read('a.yaml')).toEqualTypeOf<string | undefined>();
  // @ts-expect-error a text is a string
  new TextLibrary({ 'a.yaml': 1 });
  // @ts-expect-error there is no such kind
  library.names('machines');

  // One test.
  const result = simulate(library, where);
  expectTypeOf(result.value).toEqualTypeOf<number>();
  expectTypeOf(result.interval).toEqualTypeOf<[number, number] | undefined>();
  expectTypeOf(result.unit).toEqualTypeOf<Unit>();
  expectTypeOf(result.values).toEqualTypeOf<number[]>();
  expectTypeOf(result.operationCharges).toEqualTypeOf<Charge[]>();
  expectTypeOf(result.distribution).toEqualTypeOf<Distribution | undefined>();
  expectTypeOf(result.fingerprint).toEqualTypeOf<string>();
  simulate(library, { ...where, machine, test: 'getpid', seed: '2', replications: 3, fastForward: false });
  simulate(library, { ...where, set: { 'tlb.tagged': 1, 'memory.first-word': '60 cycles' } });
  simulate(library, { ...where, precision: { halfWidth: 0.01, least: 3, most: 30 } });
  expectTypeOf(simulate).parameter(1).toEqualTypeOf<SimulateOptions>();
  // @ts-expect-error it needs a machine
  simulate(library, { system: 'linux', workload: 'getpid' });
  // @ts-expect-error a library comes first
  simulate(where);
  // @ts-expect-error a seed is a text, as on the command line
  simulate(library, { ...where, seed: 1 });
  // @ts-expect-error there is no such option
  simulate(library, { ...where, sistem: 'linux' });
  // @ts-expect-error a value is a number or a text
  simulate(library, { ...where, set: { 'tlb.tagged': true } });
  // @ts-expect-error a machine in code is one that was loaded
  simulate(library, { ...where, machine: { processor: { clock: 133e6 } } });

  // Job mixes, and what an operation is made of.
  expectTypeOf(simulateMix(library, { ...where, quick: true }).points).toEqualTypeOf<MixPoint[]>();
  // @ts-expect-error a job mix has no test
  simulateMix(library, { ...where, test: 'getpid' });
  expectTypeOf(callTree(library, { ...where, operations: 2 })).toEqualTypeOf<CallTree>();

  // What there is.
  expectTypeOf(catalog(library).workloads[0].tests[0].unit).toEqualTypeOf<Unit>();
  expectTypeOf(catalog(library).systems[0].personality).toEqualTypeOf<string>();

  // A machine: numbers in base units, which nobody changes by mistake.
  const loaded = loadMachine(library, 'pentium-133', { 'processor.clock': '166 MHz' });
  expectTypeOf(loaded).toEqualTypeOf<LoadedMachine>();
  expectTypeOf(loaded.values.processor.clock).toEqualTypeOf<number>();
  expectTypeOf(loaded.values.tlb['walk-level']).toEqualTypeOf<number>();
  // @ts-expect-error a loaded machine stays as it is
  loaded.values = machine.values;
  // @ts-expect-error there is no such cost
  expectTypeOf(loaded.values.tlb.walk).toBeNumber();

  expectTypeOf<Cause>().toEqualTypeOf<(typeof CAUSES)[number]>();
  expectTypeOf<'l2-miss'>().toExtend<Cause>();
  expectTypeOf<SpecError['problems']>().toEqualTypeOf<readonly Problem[]>();
}
