/**
 * What the layers above use of the model: load a machine, a kernel structure and a workload, compile them, and run. Programs that import
 * ukperf get `api/index.ts`.
 *
 * The model reads texts from a {@link Library}, does no input or output itself, and runs in a browser too.
 * @module
 */
export type { Charge, Cause } from './core/charges.ts';
export { CAUSES } from './core/charges.ts';
export { EventQueue } from './core/event-queue.ts';
export { Fingerprint } from './core/fingerprint.ts';
export type { Machine } from './hardware/machine.ts';
export { compile, compileTraceable, type Traceable } from './kernels/compile/compiler.ts';
export type { Sources } from './kernels/compile/sources.ts';
export type { WorkloadTest } from './kernels/language/kernel-file.ts';
export type { Program } from './kernels/compile/program.ts';
export { ModelError } from './core/model-error.ts';
export type { Moment, Observer } from './kernels/engine/observer.ts';
export { Simulation, type Outcome, type SimulationOptions } from './kernels/engine/simulation.ts';
export {
  KINDS,
  loadMachine,
  loadSources,
  loadSystem,
  type Kind,
  type Library,
  type Override,
} from './library.ts';
export { curveResultNames, curveResults } from './workloads/curve-results.ts';
export {
  crossoverLoad,
  jobsPerMinute,
  mixesOf,
  runLoadCurve,
  secondsAt,
  type CurveOptions,
  type LoadCurve,
  type LoadPoint,
} from './workloads/load-curve.ts';
export type { Distribution } from './distribution.ts';
export { measure, type Measured, type MeasureOptions, type Precision } from './measure.ts';
export { callTreeOf, type CallNode, type CallTree } from './trace/call-tree.ts';
export type { Activity, Slice, SliceKind, Trace, Track, Window } from './trace/trace.ts';
export { traceTest, type TraceOptions } from './trace/trace-test.ts';
export { convert, UNITS, type Unit } from './units.ts';
export { formatProblem, SpecError, type Problem } from './spec/problem.ts';
