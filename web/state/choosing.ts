import type { Catalog, ShippedSystem, ShippedWorkload } from '../engine/tasks.ts';
import type { ExplorerState } from './explorer-state.ts';

/** The systems that run what the state's system runs. */
export function systemsLike({ systems }: Catalog, { system }: ExplorerState): ShippedSystem[] {
  const personality = systems.find(({ name }) => name === system)?.personality;
  return systems.filter((each) => each.personality === personality);
}

/** The workloads that the state's system runs. */
export function workloadsOf(catalog: Catalog, { system }: ExplorerState): ShippedWorkload[] {
  const personality = catalog.systems.find(({ name }) => name === system)?.personality;
  return catalog.workloads.filter((each) => each.personality === personality);
}

/** The state with another system; one that runs other programs brings its own workload and something to compare it with. */
export function withSystem(state: ExplorerState, catalog: Catalog, system: string): ExplorerState {
  const next = { ...state, system };
  const alike = systemsLike(catalog, next);
  const workloads = workloadsOf(catalog, next);
  const fits = workloads.some(({ name }) => name === state.workload);
  const against = alike.some(({ name }) => name === state.against)
    ? state.against
    : (alike.find(({ name }) => name !== system) ?? alike[0])?.name;
  const fitting = { ...next, against: against ?? system };
  return fits || workloads.length === 0 ? fitting : withWorkload(fitting, catalog, workloads[0].name);
}

/** The state with another workload and its first test. A whole workload is looked at quickly, as a value that differs like any other. */
export function withWorkload(state: ExplorerState, { workloads }: Catalog, name: string): ExplorerState {
  const workload = (wanted: string): ShippedWorkload | undefined =>
    workloads.find((each) => each.name === wanted);
  const set = new Map(state.set);
  for (const { path } of workload(state.workload)?.quick ?? []) set.delete(path);
  for (const { path, value } of workload(name)?.quick ?? []) set.set(path, value);
  return { ...state, workload: name, test: workload(name)?.tests[0]?.name ?? '', set };
}
