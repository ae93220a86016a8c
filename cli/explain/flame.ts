import { writeFileSync } from 'node:fs';
import { loadSystem, type Override } from '../../model/index.ts';
import { overridesOfJob } from '../../model/run/run.ts';
import { testOf } from '../../model/run/selection.ts';
import { compileTraceable } from '../../model/kernels/compile/compile.ts';
import { callTreeOf } from '../../model/trace/call-tree.ts';
import { traceTest } from '../../model/trace/trace-test.ts';
import { timelineOf, type TracedSystem } from '../../reports/traces/timeline.ts';
import { traceFile, traceFormatOf, TRACE_EXTENSIONS, type TraceFormat } from '../../reports/traces/write.ts';
import type { DiskLibrary } from '../../api/disk-library.ts';
import { UsageError } from '../output.ts';

export interface FlameOptions {
  machine: string;
  systems: readonly string[];
  workload: string;
  test: string;
  seed: string;
  operations: number;
  overrides: readonly Override[];
  quick: boolean;
}

/** Traces a test on each system, all with the same random numbers. */
export function traceSystems(library: DiskLibrary, options: FlameOptions): TracedSystem[] {
  const { machine: profile, systems, workload, seed, operations } = options;
  const overrides = overridesOfJob(library, options);
  return systems.map((system) => {
    const { machine, sources } = loadSystem(library, profile, system, workload, overrides);
    const [name, test] = testOf(sources.workload, options.test);
    const traceable = compileTraceable(sources);
    return { system, trace: traceTest(traceable, machine, name, test, { seed, operations }) };
  });
}

/** Trees for programs to read. */
export function flameJson(traced: readonly TracedSystem[]): unknown {
  return traced.map(({ system, trace }) => {
    const { cycles, roots } = callTreeOf(trace);
    const { note } = trace;
    return { system, cyclesPerOperation: cycles, ...(note === undefined ? {} : { note }), tree: roots };
  });
}

/** The format of an output file. @throws UsageError when its name does not say */
export function outputFormat(file: string, format: TraceFormat | undefined): TraceFormat {
  const found = format ?? traceFormatOf(file);
  if (found !== undefined) return found;
  throw new UsageError(
    `explain --output: expected a file name with one of the ends ${TRACE_EXTENSIONS.join(', ')}, or --format, found ${JSON.stringify(file)}`,
  );
}

/** Writes traces to a file. @throws UsageError when it cannot be written */
export async function writeTrace(
  file: string,
  format: TraceFormat,
  title: string,
  exporter: string,
  traced: readonly TracedSystem[],
): Promise<void> {
  const contents = await traceFile(format, title, exporter, traced.map(timelineOf));
  try {
    writeFileSync(file, contents);
  } catch (error) {
    throw new UsageError(
      `explain --output: expected a file that can be written, found ${JSON.stringify(file)} (${(error as Error).message})`,
    );
  }
}
