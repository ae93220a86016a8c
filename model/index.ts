/**
 * What the layers above use of the model: load a machine, a kernel structure and a workload, compile them, and run. Programs that import
 * ukperf get `api/index.ts`.
 *
 * The model reads texts from a {@link Library}, does no input or output itself, and runs in a browser too.
 * @module
 */
export type { Charge, Cause } from './core/charges.ts';
export { CAUSES } from './core/charges.ts';
export { Fingerprint } from './core/fingerprint.ts';
export type { Machine } from './hardware/machine.ts';
export { compile, compileTraceable } from './kernels/compile/compile.ts';
export type { Sources } from './kernels/compile/sources.ts';
export type { WorkloadTest } from './kernels/files/workload-file.ts';
export type { Program } from './kernels/program/program.ts';
export { ModelError } from './core/model-error.ts';
export { Simulation, type Outcome } from './kernels/engine/simulation.ts';
export {
  KINDS,
  loadMachine,
  loadSources,
  loadSystem,
  type Kind,
  type Library,
  type Override,
} from './library.ts';
export { curveResultNames, curveResults } from './run/curve-results.ts';
export {
  crossoverLoad,
  runLoadCurve,
  secondsAt,
  type LoadCurve,
  type LoadPoint,
} from './workloads/load-curve.ts';
export type { Measured, Precision } from './run/measure.ts';
export { run, type Ran } from './run/run.ts';
export { mixesOf } from './run/selection.ts';
export { traceTest } from './trace/trace-test.ts';
export { convert, type Unit } from './units.ts';
export { formatProblem, SpecError, type Problem } from './document/problem.ts';
