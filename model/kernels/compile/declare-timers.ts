import type { Assembly } from '../assembler/assembly.ts';
import type { Structure } from '../files/structure-file.ts';
import type { Workload } from '../files/workload-file.ts';
import type { CompiledTimer } from '../program/program.ts';
import type { Source } from './sources.ts';

/** Timers of the workload: a step starts them. */
export function declareTimers(assembly: Assembly, source: Source<Workload>): void {
  for (const timer of timersOf(assembly, source)) {
    assembly.unique(assembly.symbols.timers.index(timer.name), source.locator, ['timers', timer.name]);
    assembly.symbols.timers.add(timer.name, timer);
  }
}

export function timersOf(
  assembly: Assembly,
  { spec, locator }: Source<Pick<Structure, 'timers'>>,
): CompiledTimer[] {
  return Object.entries(spec.timers ?? {}).map(([name, timer]) => {
    const path = assembly.symbols.paths.get(timer.handler);
    if (path === undefined || assembly.paths[path].parameters.length > 0)
      assembly.report(locator.problem(['timers', name, 'handler'], 'the name of a path without parameters'));
    return { name, rateHz: timer.rate, path: path ?? 0 };
  });
}
