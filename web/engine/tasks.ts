import { catalog, type CatalogEntry, type SystemEntry, type WorkloadEntry } from '../../api/catalog.ts';
import { TextLibrary, type Texts } from '../../api/text-library.ts';
import { readTargets, type Target } from '../../calibration/experiments/targets.ts';
import {
  compile,
  type LoadCurve,
  type Measured,
  loadSystem,
  mixesOf,
  SpecError,
  type Charge,
  type Override,
  type Unit,
} from '../../model/index.ts';
import { compileTraceable } from '../../model/kernels/compile/compile.ts';
import type { Sources } from '../../model/kernels/compile/sources.ts';
import { ModelError } from '../../model/core/model-error.ts';
import { documentsOf, unusedOverrides } from '../../model/library.ts';
import { runOn } from '../../model/run/run.ts';
import { testOf } from '../../model/run/selection.ts';
import type { ExtendedDocument } from '../../model/document/check.ts';
import { briefTrace } from './brief-trace.ts';
import { offeredControls, readControls, type ControlGroup, type OfferedGroup } from './controls.ts';
import { pathOfCall, type CallPath } from './path-of-call.ts';

/** One test on one system. */
export interface Run {
  machine: string;
  system: string;
  workload: string;
  test: string;
  seed: string;
  /** Runs with page colourings and placements of their own, averaged. */
  replications: number;
  /** Those that nothing of this system has a place for are left out. */
  overrides: readonly Override[];
}

/** A job mix at one load. */
export interface CurvePoint {
  load: number;
  /** Real time of all tasks. */
  seconds: number;
  jobsPerMinute: number;
}

/** What a run gave. */
export interface RunResult {
  unit: Unit;
  value: number;
  cyclesPerOperation: number;
  /** Of the processor, in Hz. */
  clock: number;
  /** Of one operation; of a job mix, of all loads. */
  charges: Charge[];
  /** Of a job mix, whose value is its greatest throughput. */
  curve?: CurvePoint[];
  elapsedCycles: number;
  /** As `ukperf run` prints it for this test alone. */
  fingerprint: string;
  /** The overrides that were set. */
  set: Override[];
}

/** A structure, with the names of the workloads that it runs, once that has been tried. */
export interface ShippedSystem extends SystemEntry {
  workloads?: readonly string[];
}
export interface ShippedWorkload extends Omit<WorkloadEntry, 'mixes' | 'quick'> {
  /** Its tests are job mixes, which run at few loads here. */
  mixes: boolean;
  /** What a quick look sets. */
  quick: Override[];
}
export interface Catalog {
  machines: CatalogEntry[];
  systems: ShippedSystem[];
  workloads: ShippedWorkload[];
  /** Names of the mechanisms without a source that are part of the model. */
  inferences: string[];
}

/** What a page can ask the engine for, and what it gets. */
export interface Tasks {
  catalog: { input: null; output: Catalog };
  /** Names of the workloads that a system runs. */
  workloads: { input: Pick<Run, 'machine' | 'system'>; output: string[] };
  controls: {
    input: Pick<Run, 'machine' | 'workload'> & { systems: readonly string[] };
    output: OfferedGroup[];
  };
  measure: { input: Run; output: RunResult };
  path: { input: Run; output: CallPath };
  published: { input: { experiment: string; test: string }; output: Target[] };
}
export type TaskName = keyof Tasks;

const CONTROLS = 'web/controls.yaml';
const TARGETS = 'calibration/targets/sosp97.yaml';

/** The model as a page uses it: plain data in, plain data out. @throws SpecError, ModelError */
export class Engine {
  private readonly library: TextLibrary;
  private readonly controls: ControlGroup[];
  private targets: Target[] | undefined;
  private readonly documents = new Map<string, ExtendedDocument[]>();

  constructor(texts: Texts) {
    this.library = new TextLibrary(texts);
    this.controls = readControls({ file: CONTROLS, text: this.text(CONTROLS) });
  }

  perform<Name extends TaskName>(name: Name, input: Tasks[Name]['input']): Tasks[Name]['output'] {
    const tasks: { [Each in TaskName]: (input: Tasks[Each]['input']) => Tasks[Each]['output'] } = {
      catalog: () => this.catalog(),
      workloads: (on) => this.workloadsOn(on),
      controls: (wanted) => this.offered(wanted),
      measure: (run) => this.measure(run),
      path: (run) => this.path(run),
      published: (wanted) => this.published(wanted),
    };
    return tasks[name](input);
  }

  private catalog(): Catalog {
    const { machines, systems, workloads } = catalog(this.library);
    return {
      machines,
      systems,
      inferences: this.library.names('inference'),
      workloads: workloads
        .filter(({ tests, mixes }) => tests.length > 0 || mixes.length > 0)
        .map(({ name, title, personality, quick, ...choices }) => ({
          ...{ name, title, personality },
          ...testsOf(choices),
          quick: Object.entries(quick).map(([path, value]) => ({ path, value: String(value) })),
        })),
    };
  }

  /** Whether a system runs a workload is known once it is compiled. */
  private workloadsOn({ machine, system }: Tasks['workloads']['input']): string[] {
    const { systems, workloads } = this.catalog();
    const own = systems.find(({ name }) => name === system)?.personality;
    return workloads
      .filter(({ personality }) => personality === own)
      .map(({ name }) => name)
      .filter((workload) => {
        try {
          compile(loadSystem(this.library, machine, system, workload, []).sources);
          return true;
        } catch (error) {
          if (error instanceof ModelError || error instanceof SpecError) return false;
          throw error;
        }
      });
  }

  private offered({ machine, workload, systems }: Tasks['controls']['input']): OfferedGroup[] {
    const [first, ...others] = systems.flatMap((system) => this.documentsOf(machine, system, workload));
    return offeredControls(this.controls, systems, first, others);
  }

  private measure(run: Run): RunResult {
    const { machine, sources, set } = this.load(run);
    const { seed, replications, test } = run;
    // A page shows job mixes at few loads.
    const quick = mixesOf(sources.workload).includes(test);
    const loaded = { machine, sources, program: compile(sources) };
    const { measured, curves, charges, elapsedCycles, fingerprint } = runOn(loaded, {
      ...{ tests: [test], seed, replications, quick },
    });
    const common = { elapsedCycles, fingerprint, set, clock: machine.processor.clock };
    const [{ unit, value, cyclesPerOperation, operationCharges }] = measured;
    if (curves.length === 0) return { ...common, unit, value, cyclesPerOperation, charges: operationCharges };
    return {
      ...{ ...common, unit, value, charges },
      cyclesPerOperation: elapsedCycles / replications,
      curve: curveOf(curves[0], measured),
    };
  }

  private path(run: Run): CallPath {
    const loaded = this.load(run);
    const { machine, sources } = loaded;
    const [, test] = testOf(sources.workload, run.test);
    const traceable = compileTraceable(sources);
    const window = briefTrace(traceable, machine, run.test, test, run.seed);
    return pathOfCall(window, traceable.program.places);
  }

  private published({ experiment, test }: Tasks['published']['input']): Target[] {
    this.targets ??= [...readTargets({ file: TARGETS, text: this.text(TARGETS) }).list];
    return this.targets.filter((target) => target.experiment === experiment && target.test === test);
  }

  private load({ machine: name, system, workload, overrides }: Run): Loaded {
    const { library } = this;
    const unused = unusedOverrides(overrides, this.documentsOf(name, system, workload));
    const set = overrides.filter((override) => !unused.includes(override));
    const { machine, sources } = loadSystem(library, name, system, workload, set);
    return { machine, sources, set };
  }

  /** They are the same whatever is set in them. */
  private documentsOf(machine: string, system: string, workload: string): ExtendedDocument[] {
    const key = [machine, system, workload].join(' ');
    const documents = this.documents.get(key) ?? documentsOf(this.library, machine, system, workload);
    this.documents.set(key, documents);
    return documents;
  }

  private text(file: string): string {
    const text = this.library.read(file);
    if (text === undefined) throw new ModelError(`${file} is not in this page`);
    return text;
  }
}

/** What can be chosen of a workload: its job mixes, or its tests. */
function testsOf({
  tests,
  mixes,
}: Pick<WorkloadEntry, 'tests' | 'mixes'>): Pick<ShippedWorkload, 'tests' | 'mixes'> {
  if (mixes.length === 0) return { mixes: false, tests };
  return {
    mixes: true,
    tests: mixes.map(({ name, title }) => ({
      name,
      title: title === name ? `${name} mix, at a few loads` : title,
      unit: MIX_UNIT,
      whole: true,
    })),
  };
}

const MIX_UNIT: Unit = 'jobs/min';

/** A curve as the page draws it. */
function curveOf({ points }: LoadCurve, measured: readonly Measured[]): CurvePoint[] {
  const values = new Map(measured.map((result) => [result.test, result.value]));
  const value = (name: string): number => values.get(name) ?? NaN;
  return points.map(({ load }) => ({
    load,
    seconds: value(`real-time-at-load-${load}`),
    jobsPerMinute: value(`jobs-per-minute-at-load-${load}`),
  }));
}

interface Loaded extends ReturnType<typeof loadSystem> {
  sources: Sources;
  set: Override[];
}

/** Files whose texts the page carries beside the shipped machines, structures, personalities and workloads. */
export const BUNDLED: readonly string[] = [CONTROLS, TARGETS];
