import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import type { Assembly } from '../assembler/assembly.ts';
import { UNKNOWN_TYPE } from '../assembler/expression-compiler.ts';
import type { Program } from '../program/program.ts';
import type { Sources } from './sources.ts';

/** Parameters of a path, by type. */
type Parameters = Readonly<Record<string, string>>;

/** A path that the engine, a personality or a workload asks for. */
export interface BoundaryPath {
  params: Parameters;
  /** The file that must have it. */
  owner: Locator;
  /** What asks for it, unless it is the engine. */
  asked?: { locator: Locator; at: KeyPath };
  /** Whether there is no meaning in leaving it away: other paths do nothing then. */
  needed: boolean;
}

/** The path of the personality that page faults are brought to. */
const FAULT_HANDLER = 'handle-page-fault';
const FAULT: Parameters = { kind: 'number', page: 'address', write: 'number' };

/** Paths that the engine enters: those that run a body, or wait for the next interrupt, are needed. */
const HOOKS: Readonly<Record<string, { params: Parameters; needed: boolean }>> = {
  'system-call': { params: {}, needed: true },
  'page-fault': { params: FAULT, needed: true },
  'resolve-page': { params: FAULT, needed: true },
  interrupt: { params: {}, needed: true },
  switch: {
    params: { from_idle: 'number', to_idle: 'number', in_kernel: 'number', same_space: 'number' },
    needed: false,
  },
  'start-process': { params: {}, needed: true },
  'disk-interrupt': { params: {}, needed: false },
  idle: { params: {}, needed: true },
};

/** The paths that a structure is asked for, by name, and the fault handler of its personality. */
export function boundaryOf({ structure, personality, workload }: Sources): ReadonlyMap<string, BoundaryPath> {
  const boundary = new Map<string, BoundaryPath>();
  const owner = structure[0].locator;
  const ask = (sources: Sources['personality'] | Sources['workload'], needed: boolean): void => {
    for (const { spec, locator } of sources)
      for (const [name, params] of Object.entries(spec.boundary ?? {}))
        boundary.set(name, { params, owner, asked: { locator, at: ['boundary', name] }, needed });
  };
  ask(personality, false);
  // A workload runs on structures that have what it asks for, and on no other.
  ask(workload, true);
  for (const [name, { params, needed }] of Object.entries(HOOKS))
    boundary.set(name, { params, owner, needed });
  boundary.set(FAULT_HANDLER, { params: FAULT, owner: personality[0].locator, needed: true });
  return boundary;
}

/** Needed paths must be there, and those that give parameters must give those that they are asked for. */
export function checkBoundary(assembly: Assembly, boundary: ReadonlyMap<string, BoundaryPath>): void {
  for (const [name, { params, owner }] of boundary) {
    const path = assembly.symbols.paths.get(name);
    const expected = `a path ${name}(${words(Object.entries(params))})`;
    if (path === undefined) {
      assembly.report(owner.problem(['paths', name], expected, 'no such path'));
      continue;
    }
    const { parameters } = assembly.paths[path];
    const found = words(parameters.map((parameter) => [parameter.name, parameter.type]));
    const unknown = parameters.some(({ type }) => type === UNKNOWN_TYPE);
    if (unknown || found === words(Object.entries(params))) continue;
    const declared = assembly.texts[path].locator;
    assembly.report(declared.problem(['paths', name, 'params'], expected, `the parameters (${found})`));
  }
}

function words(parameters: readonly (readonly [name: string, type: string])[]): string {
  return parameters.map(([name, type]) => `${name}: ${type}`).join(', ');
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
