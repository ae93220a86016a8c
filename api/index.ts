/**
 * ukperf as a library: what does it cost to move the operating system out of the kernel, and where does the cost go?
 *
 * A machine, a kernel structure and a workload come as files from a {@link Library}; {@link simulate} runs them. It does no input or output
 * and needs nothing of Node: it runs in a browser, too. `ukperf/data` has the shipped files, `ukperf/node` reads a disk.
 * @packageDocumentation
 */
export { callTree, type CallTreeOptions } from './call-tree.ts';
export {
  catalog,
  type Catalog,
  type CatalogEntry,
  type SystemEntry,
  type TestEntry,
  type WorkloadEntry,
} from './catalog.ts';
export { loadMachine, type LoadedMachine } from './machine.ts';
export type { RunOptions } from './run-options.ts';
export type { Settings } from './settings.ts';
export { simulate, type SimulateOptions, type SimulationResult } from './simulate.ts';
export { simulateMix, type MixOptions, type MixPoint, type MixResult } from './simulate-mix.ts';
export type { SystemOptions } from './system.ts';
export { TextLibrary, type Texts } from './text-library.ts';
export { CAUSES, type Cause, type Charge } from '../model/core/charges.ts';
export { ModelError } from '../model/core/model-error.ts';
export type { Distribution } from '../model/distribution.ts';
export type { Machine } from '../model/hardware/machine.ts';
export { KINDS, type Kind, type Library, type Override } from '../model/library.ts';
export type { Precision } from '../model/run/measure.ts';
export { STATUSES, type Status } from '../model/document/sourced.ts';
export { SpecError, type Problem } from '../model/document/problem.ts';
export type { CallNode, CallTree } from '../model/trace/call-tree.ts';
export type { SourcePlace } from '../model/kernels/assembler/debug-table.ts';
export { SLICE_KINDS, type Activity, type SliceKind } from '../model/trace/trace.ts';
export { UNITS, type Unit } from '../model/units.ts';
