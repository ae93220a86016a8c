import { readTargets, type Target } from '../../calibration/targets.ts';
import {
  compile,
  loadSystem,
  measure,
  type Charge,
  type Override,
  type Unit,
  type WorkloadTest,
} from '../../model/index.ts';
import { compileTraceable } from '../../model/kernels/compile/compiler.ts';
import type { Sources } from '../../model/kernels/compile/sources.ts';
import { ModelError } from '../../model/core/model-error.ts';
import { documentsOf, KINDS, readExtended, unusedOverrides, type Kind } from '../../model/library.ts';
import { fingerprintOf } from '../../model/measure.ts';
import type { ExtendedDocument } from '../../model/spec/check.ts';
import { briefTrace } from './brief-trace.ts';
import { BundledLibrary, type Texts } from './bundled-library.ts';
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

/** What a run gave. */
export interface RunResult {
  unit: Unit;
  value: number;
  cyclesPerOperation: number;
  /** Of the processor, in Hz. */
  clock: number;
  /** Of one operation. */
  charges: Charge[];
  elapsedCycles: number;
  /** As `ukperf run` prints it for this test alone. */
  fingerprint: string;
  /** The overrides that were set. */
  set: Override[];
}

/** Something that is shipped, by name. */
export interface Shipped {
  name: string;
  title: string;
}
export interface ShippedSystem extends Shipped {
  /** The operating system that it is a structure of. */
  personality: string;
}
export interface ShippedWorkload extends Shipped {
  /** The operating system that its programs call. */
  personality: string;
  tests: { name: string; title: string; unit: Unit; whole: boolean }[];
  /** What a quick look sets. */
  quick: Override[];
}
export interface Catalog {
  machines: Shipped[];
  systems: ShippedSystem[];
  workloads: ShippedWorkload[];
}

/** What a page can ask the engine for, and what it gets. */
export interface Tasks {
  catalog: { input: null; output: Catalog };
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
  private readonly library: BundledLibrary;
  private readonly controls: ControlGroup[];
  private targets: Target[] | undefined;
  private readonly documents = new Map<string, ExtendedDocument[]>();

  constructor(texts: Texts) {
    this.library = new BundledLibrary(texts);
    this.controls = readControls({ file: CONTROLS, text: this.text(CONTROLS) });
  }

  perform<Name extends TaskName>(name: Name, input: Tasks[Name]['input']): Tasks[Name]['output'] {
    const tasks: { [Each in TaskName]: (input: Tasks[Each]['input']) => Tasks[Each]['output'] } = {
      catalog: () => this.catalog(),
      controls: (wanted) => this.offered(wanted),
      measure: (run) => this.measure(run),
      path: (run) => this.path(run),
      published: (wanted) => this.published(wanted),
    };
    return tasks[name](input);
  }

  private catalog(): Catalog {
    const { library } = this;
    const shipped = (kind: Kind): (Shipped & { data: ShippedData })[] =>
      library.names(kind).map((name) => {
        const data = readExtended(library, kind, name).data as ShippedData;
        return { name, title: data.title ?? name, data };
      });
    return {
      machines: shipped('machine').map(({ name, title }) => ({ name, title })),
      systems: shipped('structure').map(({ name, title, data }) => ({
        name,
        title,
        personality: data.personality ?? '',
      })),
      workloads: shipped('workload')
        .filter(({ data }) => data.tests !== undefined && data['job-mix'] === undefined)
        .map(({ name, title, data }) => ({
          name,
          title,
          personality: data.personality ?? '',
          tests: Object.entries(data.tests ?? {}).map(([test, { title: own, unit, total }]) => ({
            name: test,
            title: own ?? test,
            unit,
            whole: total !== undefined,
          })),
          quick: Object.entries(data.quick ?? {}).map(([path, value]) => ({ path, value: String(value) })),
        })),
    };
  }

  private offered({ machine, workload, systems }: Tasks['controls']['input']): OfferedGroup[] {
    const [first, ...others] = systems.flatMap((system) => this.documentsOf(machine, system, workload));
    return offeredControls(this.controls, systems, first, others);
  }

  private measure(run: Run): RunResult {
    const { machine, sources, test, set } = this.load(run);
    const { seed, replications } = run;
    const measured = measure(compile(sources), machine, run.test, test, { seed, replications });
    const { unit, value, cyclesPerOperation, elapsedCycles } = measured;
    return {
      ...{ unit, value, cyclesPerOperation, elapsedCycles, set },
      fingerprint: fingerprintOf([measured]),
      clock: machine.processor.clock,
      charges: measured.operationCharges,
    };
  }

  private path(run: Run): CallPath {
    const { machine, sources, test } = this.load(run);
    const traceable = compileTraceable(sources);
    const window = briefTrace(traceable, machine, run.test, test, run.seed);
    return pathOfCall(window, traceable.program.places);
  }

  private published({ experiment, test }: Tasks['published']['input']): Target[] {
    this.targets ??= [...readTargets({ file: TARGETS, text: this.text(TARGETS) }).list];
    return this.targets.filter((target) => target.experiment === experiment && target.test === test);
  }

  private load({ machine: name, system, workload, test, overrides }: Run): Loaded {
    const { library } = this;
    const unused = unusedOverrides(overrides, this.documentsOf(name, system, workload));
    const set = overrides.filter((override) => !unused.includes(override));
    const { machine, sources } = loadSystem(library, name, system, workload, set);
    const found = sources.workload
      .map(({ spec }) => spec.tests?.[test])
      .find((candidate) => candidate !== undefined);
    if (found === undefined)
      throw new ModelError(`expected a test of ${workload}, found ${JSON.stringify(test)}`);
    return { machine, sources, test: found, set };
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

/** What the page looks at in a file. */
interface ShippedData {
  title?: string;
  personality?: string;
  tests?: Record<string, { title?: string; unit: Unit; total?: object }>;
  quick?: Record<string, string | number>;
  'job-mix'?: object;
}

interface Loaded extends ReturnType<typeof loadSystem> {
  sources: Sources;
  test: WorkloadTest;
  set: Override[];
}

/** Directories and files whose texts the page carries. */
export const BUNDLED = { directories: Object.values(KINDS), files: [CONTROLS, TARGETS] } as const;
