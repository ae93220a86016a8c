import type { Locator } from '../../document/check.ts';
import type { Assembly } from '../assembler/assembly.ts';
import { UNKNOWN_TYPE } from '../assembler/expression-compiler.ts';
import type { Program } from '../program/program.ts';
import type { Sources } from './sources.ts';

/** The path of the personality that page faults are brought to. */
const FAULT_HANDLER = 'handle-page-fault';

/** Boundary paths that the engine enters: name and parameters. */
const HOOKS: Record<string, readonly string[]> = {
  'system-call': [],
  'page-fault': ['kind', 'page', 'write'],
  'resolve-page': ['kind', 'page', 'write'],
  interrupt: [],
  switch: ['from_idle', 'to_idle', 'in_kernel', 'same_space'],
  'start-process': [],
  'disk-interrupt': [],
  idle: [],
};

/** The structure must have the paths that the engine enters, and those that its personality and the workload ask for. */
export function checkBoundary(assembly: Assembly, { structure, personality, workload }: Sources): void {
  const [{ locator }] = structure;
  for (const { spec } of [...personality, ...workload]) {
    for (const [name, params] of Object.entries(spec.boundary ?? {}))
      requirePath(assembly, name, Object.keys(params), locator, Object.values(params));
  }
  for (const [name, params] of Object.entries(HOOKS)) requirePath(assembly, name, params, locator);
  requirePath(assembly, FAULT_HANDLER, ['kind', 'page', 'write'], personality[0].locator);
}

function requirePath(
  assembly: Assembly,
  name: string,
  parameters: readonly string[],
  locator: Locator,
  types?: readonly string[],
): void {
  const path = assembly.symbols.paths.get(name);
  const words = (names: readonly string[], of?: readonly string[]): string =>
    names.map((parameter, index) => (of ? `${parameter}: ${of[index]}` : parameter)).join(', ');
  const expected = `a path ${name}(${words(parameters, types)})`;
  if (path === undefined) {
    assembly.report(locator.problem(['paths', name], expected, 'no such path'));
    return;
  }
  const found = assembly.paths[path].parameters;
  const foundWords = words(
    found.map((parameter) => parameter.name),
    types && found.map((parameter) => parameter.type),
  );
  const unknown = found.some(({ type }) => type === UNKNOWN_TYPE);
  if (unknown || foundWords === words(parameters, types)) return;
  const declared = assembly.texts[path].locator;
  assembly.report(declared.problem(['paths', name, 'params'], expected, `the parameters (${foundWords})`));
}

/** The numbers of the paths that the engine enters. */
export function findHooks(assembly: Assembly): Program['hooks'] {
  const hook = (name: string): number => assembly.symbols.paths.get(name) ?? -1;
  return {
    pageFault: hook('page-fault'),
    faultHandler: hook(FAULT_HANDLER),
    resolvePage: hook('resolve-page'),
    interrupt: hook('interrupt'),
    switch: hook('switch'),
    startProcess: hook('start-process'),
    idle: hook('idle'),
    diskInterrupt: hook('disk-interrupt'),
  };
}
