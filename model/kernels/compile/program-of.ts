import type { Assembly } from '../assembler/assembly.ts';
import { fieldKey } from '../assembler/expression-compiler.ts';
import {
  PROCESS_FIELDS,
  type CompiledObjectType,
  type CompiledTimer,
  type Program,
} from '../program/program.ts';
import type { Sources } from './sources.ts';

/** A hundred times the work of the longest shipped run; the shortest steps take some seconds then. */
const MOST_WORK = 1e9;

/** What the last phase is told beside the assembly. */
export interface Found extends Pick<Program, 'hooks' | 'pageFrames'> {
  /** Timers that run from the start. */
  running: readonly CompiledTimer[];
}

/** The program of an assembly without problems. */
export function programOf(
  assembly: Assembly,
  sources: Sources,
  { running, hooks, pageFrames }: Found,
): Program {
  const { symbols } = assembly;
  const structure = sources.structure[0].spec;
  const workload = sources.workload[0].spec;
  return {
    structure: structure.structure,
    workload: workload.workload,
    code: Int32Array.from(assembly.code),
    expressions: Int32Array.from(assembly.expressions.code),
    constants: Float64Array.from(assembly.expressions.constants),
    costs: symbols.costs.list,
    functions: assembly.functions,
    references: assembly.references,
    paths: assembly.paths,
    domains: symbols.domains.list,
    systemDomain: symbols.domains.index(assembly.systemDomain) as number,
    places: [...symbols.places, 'idle'],
    regions: symbols.regions.list,
    objectTypes: symbols.objectTypes.list,
    unreadFields: symbols.objectTypes.list.map((type) => unreadFields(assembly, type)),
    processType: symbols.objectTypes.index('process') as number,
    segments: symbols.segments.list,
    images: symbols.images.list,
    files: symbols.files.list,
    programs: symbols.programs.list,
    localities: symbols.localities.list,
    timers: [...running, ...symbols.timers.list],
    runningTimers: running.length,
    pagers: symbols.pagers.list,
    pageFrames,
    streams: assembly.streams,
    parts: assembly.parts,
    measures: assembly.measures,
    noted: assembly.noted,
    loops: assembly.loops,
    pageTables: structure['page-tables'] ?? 'shared',
    policy: structure.scheduler?.policy ?? 'round-robin',
    sliceNs: structure.scheduler?.slice ?? Infinity,
    wakeUpMargin: structure.scheduler?.['wake-up-margin'] ?? 0,
    mostWork: workload['most-work'] ?? MOST_WORK,
    decay: structure.scheduler?.decay ?? 1,
    decayIntervalNs: structure.scheduler?.['decay-interval'] ?? Infinity,
    diskWaitNs: structure.disk?.['wait-per-request'] ?? 0,
    hooks,
  };
}

/** Fields that no expression reads; those that every process has are the engine's. */
function unreadFields(assembly: Assembly, { name, fields }: CompiledObjectType): number[] {
  const own = name === 'process' ? PROCESS_FIELDS.length : 0;
  const { fieldsRead } = assembly.expressions;
  return fields.flatMap((field, index) =>
    index >= own && !fieldsRead.has(fieldKey(name, field)) ? [index] : [],
  );
}
