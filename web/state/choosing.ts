import type { Catalog, ShippedSystem, ShippedWorkload } from '../engine/tasks.ts';
import type { ExplorerState } from './explorer-state.ts';

/** Whether a system runs a workload: one of its operating system, unless it is known that it doesn't. */
function runs(system: ShippedSystem | undefined, workload: ShippedWorkload | undefined): boolean {
  if (system === undefined || workload?.personality !== system.personality) return false;
  return system.workloads?.includes(workload.name) ?? true;
}

const workloadOf = ({ workloads }: Catalog, wanted: string): ShippedWorkload | undefined =>
  workloads.find(({ name }) => name === wanted);

/** A system of which it isn't known yet what it runs; that of the state first. */
export function untried({ systems }: Catalog, { system, against }: ExplorerState): string | undefined {
  const open = systems.filter(({ workloads }) => workloads === undefined).map(({ name }) => name);
  return [system, against].find((name) => open.includes(name)) ?? open[0];
}

/** The catalog, with what a system runs. */
export function withKnown(catalog: Catalog, system: string, workloads: readonly string[]): Catalog {
  return {
    ...catalog,
    systems: catalog.systems.map((each) => (each.name === system ? { ...each, workloads } : each)),
  };
}

/** The systems that run what the state's system runs. */
export function systemsLike(catalog: Catalog, { system, workload }: ExplorerState): ShippedSystem[] {
  const personality = catalog.systems.find(({ name }) => name === system)?.personality;
  const own = workloadOf(catalog, workload);
  // A workload that does not fit says nothing about systems.
  const fits = own?.personality === personality;
  return catalog.systems.filter((each) => each.personality === personality && (!fits || runs(each, own)));
}

/** The workloads that the state's system runs. */
export function workloadsOf(catalog: Catalog, { system }: ExplorerState): ShippedWorkload[] {
  const own = catalog.systems.find(({ name }) => name === system);
  return catalog.workloads.filter((workload) => runs(own, workload));
}

/** The state with another system; one that runs other programs brings its own workload and something to compare it with. */
export function withSystem(state: ExplorerState, catalog: Catalog, system: string): ExplorerState {
  const next = { ...state, system };
  const workloads = workloadsOf(catalog, next);
  const fits = workloads.some(({ name }) => name === state.workload);
  const fitting = withCompany(next, catalog);
  return fits || workloads.length === 0
    ? fitting
    : withWorkload(fitting, catalog, (workloads.find(({ mixes }) => !mixes) ?? workloads[0]).name);
}

/** The state with a system to compare with that runs the same. */
function withCompany(state: ExplorerState, catalog: Catalog): ExplorerState {
  const alike = systemsLike(catalog, state);
  if (alike.some(({ name }) => name === state.against)) return state;
  const against = alike.find(({ name }) => name !== state.system)?.name ?? state.system;
  return { ...state, against };
}

/**
 * The state with another workload and its first test, and with something to compare with that runs it too. A whole workload is looked at
 * quickly, as a value that differs like any other.
 */
export function withWorkload(state: ExplorerState, catalog: Catalog, name: string): ExplorerState {
  const set = new Map(state.set);
  const chosen = workloadOf(catalog, name);
  for (const { path } of workloadOf(catalog, state.workload)?.quick ?? []) set.delete(path);
  for (const { path, value } of chosen?.quick ?? []) set.set(path, value);
  return withCompany({ ...state, workload: name, test: chosen?.tests[0]?.name ?? '', set }, catalog);
}
