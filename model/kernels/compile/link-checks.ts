import { TIME_UNITS } from '../../units.ts';
import type { Locator } from '../../document/check.ts';
import { shortList, UNKNOWN_TYPE } from '../assembler/expression-compiler.ts';
import type { Linker } from '../assembler/assembly.ts';
import type { Source, Sources } from './sources.ts';
import { SpecError } from '../../document/problem.ts';
import { MAIN_SECTIONS, type Structure, type Workload } from '../files/kernel-file.ts';
import type { Mechanism } from '../files/mechanisms.ts';
import type { CompiledTimer, Program } from '../program/program.ts';

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

/** Programs call one operating system: on another, each of their calls would be unknown. @throws SpecError */
export function checkPersonality({ structure: [structure], workload: [workload] }: Sources): void {
  const { personality } = workload.spec;
  if (personality === undefined || personality === structure.spec.personality) return;
  const expected = `${structure.spec.personality}, the personality of structure ${structure.spec.structure}`;
  throw new SpecError([workload.locator.problem(['personality'], expected)]);
}

export function checkIncluded(linker: Linker, { spec, locator }: Source<Structure>): void {
  for (const section of MAIN_SECTIONS) {
    if (spec[section] !== undefined)
      linker.report(
        locator.problem([section], 'this section in the file that includes this one', section, 'key'),
      );
  }
}

export function checkBoundary(linker: Linker): void {
  const structure = linker.sources.structure[0].locator;
  for (const { spec } of [...linker.sources.personality, ...linker.sources.workload]) {
    for (const [name, params] of Object.entries(spec.boundary ?? {}))
      requirePath(linker, name, Object.keys(params), structure, Object.values(params));
  }
  for (const [name, params] of Object.entries(HOOKS)) requirePath(linker, name, params, structure);
  requirePath(linker, FAULT_HANDLER, ['kind', 'page', 'write'], linker.sources.personality[0].locator);
}

function requirePath(
  linker: Linker,
  name: string,
  parameters: readonly string[],
  locator: Locator,
  types?: readonly string[],
): void {
  const path = linker.symbols.paths.get(name);
  const words = (names: readonly string[], of?: readonly string[]): string =>
    names.map((parameter, index) => (of ? `${parameter}: ${of[index]}` : parameter)).join(', ');
  const expected = `a path ${name}(${words(parameters, types)})`;
  if (path === undefined) {
    linker.report(locator.problem(['paths', name], expected, 'no such path'));
    return;
  }
  const found = linker.paths[path].parameters;
  const foundWords = words(
    found.map((parameter) => parameter.name),
    types && found.map((parameter) => parameter.type),
  );
  const unknown = found.some(({ type }) => type === UNKNOWN_TYPE);
  if (unknown || foundWords === words(parameters, types)) return;
  const declared = linker.pending[path].source.locator;
  linker.report(declared.problem(['paths', name, 'params'], expected, `the parameters (${foundWords})`));
}

/** Timers of the workload: a step starts them. */
export function declareTimers(linker: Linker, source: Source<Workload>): void {
  for (const timer of compileTimers(linker, source)) {
    linker.unique(linker.symbols.timers.index(timer.name), source.locator, ['timers', timer.name]);
    linker.symbols.timers.add(timer.name, timer);
  }
}

export function compileTimers(
  linker: Linker,
  { spec, locator }: Source<Pick<Structure, 'timers'>>,
): CompiledTimer[] {
  return Object.entries(spec.timers ?? {}).map(([name, timer]) => {
    const path = linker.symbols.paths.get(timer.handler);
    if (path === undefined || linker.paths[path].parameters.length > 0)
      linker.report(locator.problem(['timers', name, 'handler'], 'the name of a path without parameters'));
    return { name, rateHz: timer.rate, path: path ?? 0 };
  });
}

/** The functions of a mechanism must exist, and each belong to one mechanism. */
export function checkMechanisms(
  linker: Linker,
  sources: readonly Source<Pick<Structure, 'mechanisms'>>[],
): void {
  const owners = new Map<string, Mechanism>();
  for (const { spec, locator } of sources) {
    for (const [mechanism, names] of Object.entries(spec.mechanisms ?? {}) as [Mechanism, string[]][]) {
      names.forEach((name, index) => {
        const at = ['mechanisms', mechanism, index];
        if (!linker.symbols.functions.has(name)) linker.report(locator.problem(at, 'the name of a function'));
        const owner = owners.get(name);
        if (owner !== undefined && owner !== mechanism)
          linker.report(locator.problem(at, 'a function of one mechanism', `${name}, of ${owner} too`));
        owners.set(name, mechanism);
      });
    }
  }
}

export function checkTests(linker: Linker, { spec, locator }: Source<Workload>): void {
  for (const [name, test] of Object.entries(spec.tests ?? {})) {
    const { programs } = linker.symbols;
    const program = programs.list[programs.index(test.program) ?? -1];
    if (program === undefined || linker.paths[program.path].parameters.length > 0) {
      const known = programs.list.filter(({ path }) => linker.paths[path].parameters.length === 0);
      const expected = `a program without parameters (${shortList(known.map((entry) => entry.name))})`;
      linker.report(locator.problem(['tests', name, 'program'], expected));
    }
    const expected = `a measure of the workload (${shortList(linker.measures)})`;
    if (test.subtract !== undefined && !linker.measures.includes(test.subtract))
      linker.report(locator.problem(['tests', name, 'subtract'], expected));
    if (test.part !== undefined && !linker.parts.includes(test.part))
      linker.report(locator.problem(['tests', name, 'part'], `a part (${shortList(linker.parts)})`));
    const noted = test.executions?.of;
    if (noted !== undefined && !linker.measures.includes(noted))
      linker.report(locator.problem(['tests', name, 'executions', 'of'], expected));
    if (noted !== undefined && !TIME_UNITS.includes(test.unit))
      linker.report(locator.problem(['tests', name, 'unit'], `a unit of time (${TIME_UNITS.join(', ')})`));
    if (noted !== undefined && !linker.noted.includes(noted)) linker.noted.push(noted);
    for (const measure of Object.keys(test.total ?? {}))
      if (!linker.measures.includes(measure))
        linker.report(
          locator.problem(['tests', name, 'total', measure], expected, JSON.stringify(measure), 'key'),
        );
  }
}

export function findHooks(linker: Linker): Program['hooks'] {
  const hook = (name: string): number => linker.symbols.paths.get(name) ?? -1;
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
