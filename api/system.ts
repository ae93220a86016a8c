import { compile } from '../model/kernels/compile/compile.ts';
import type { Program } from '../model/kernels/program/program.ts';
import type { Sources } from '../model/kernels/compile/sources.ts';
import { loadSources, unusedOverrides, type Library } from '../model/library.ts';
import { overridesOfJob } from '../model/run/run.ts';
import type { ExtendedDocument } from '../model/document/check.ts';
import { machineWith, type LoadedMachine } from './machine.ts';
import { overridesOf, refuse, type Settings } from './settings.ts';

/** What runs where. */
export interface SystemOptions {
  /** A machine: the name of a shipped one, the path of a YAML file, or one that was loaded. */
  machine: string | LoadedMachine;
  /** A kernel structure: the name of a shipped one, or the path of a YAML file. */
  system: string;
  /** A workload: the name of a shipped one, or the path of a YAML file. */
  workload: string;
  /** Values to set, by path. Those of a loaded machine are set when it is loaded. */
  set?: Settings;
  /** Whether what the workload sets for a quick look is set first. */
  quick?: boolean;
}

/** Machine, structure, personality and workload, read, checked and compiled. */
export interface LoadedSystem {
  machine: LoadedMachine;
  sources: Sources;
  program: Program;
}

/** Reads all that a run needs. @throws SpecError, RangeError for a setting that no file has a place for */
export function loadSystem(
  library: Library,
  { machine: wanted, system, workload, set = {}, quick = false }: SystemOptions,
): LoadedSystem {
  const overrides = overridesOf(set);
  const { machine, document } =
    typeof wanted === 'string' ? machineWith(library, wanted, overrides) : { machine: wanted };
  const values = overridesOfJob(library, { workload, quick, overrides });
  const sources = loadSources(library, system, workload, [...machine.calibrated, ...values]);
  const kernelFiles = [...sources.structure, ...sources.personality, ...sources.workload];
  const documents = kernelFiles.map(({ locator }) => locator as ExtendedDocument);
  const [unknown] = unusedOverrides(overrides, document ? [document, ...documents] : documents);
  if (unknown)
    refuse(
      'set',
      document
        ? 'a key of the machine, structure, personality or workload'
        : 'a key of the structure, personality or workload (loadMachine sets those of a machine)',
      unknown.path,
    );
  return { machine, sources, program: compile(sources) };
}
