import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import { SpecError, type Problem } from '../../document/problem.ts';
import { CallGraph } from './call-graph.ts';
import type { DebugRecorder } from './debug-table.ts';
import { declareImages, declareSegments } from '../compile/declare-images.ts';
import { declareLocalities, declarePaths, declarePrograms } from '../compile/declare-paths.ts';
import {
  declareConstants,
  declareCosts,
  declareDomains,
  declareFiles,
  declareObjects,
  declarePagers,
  declareRegions,
  frameOrderOf,
} from '../compile/declare-system.ts';
import { ExpressionCompiler, fieldKey } from './expression-compiler.ts';
import { compileFunctions } from '../compile/functions.ts';
import type { Personality, Structure, Workload } from '../files/kernel-file.ts';
import {
  checkBoundary,
  checkIncluded,
  checkMechanisms,
  checkPersonality,
  checkTests,
  compileTimers,
  declareTimers,
  findHooks,
} from '../compile/link-checks.ts';
import { PathCompiler } from './path-assembler.ts';
import {
  PROCESS_FIELDS,
  type CompiledFunction,
  type CompiledObjectType,
  type CompiledPath,
  type Parameter,
  type Program,
  type Reference,
} from '../program/program.ts';
import type { Source, Sources } from '../compile/sources.ts';
import type { Block } from '../language/steps.ts';
import { SymbolTable } from './symbols.ts';

/** A hundred times the work of the longest shipped run; the shortest steps take some seconds then. */
const MOST_WORK = 1e9;

/** What the compilers of paths and expressions share. */
export class Linker {
  readonly problems: Problem[] = [];
  readonly symbols = new SymbolTable();
  readonly code: number[] = [];
  readonly functions: CompiledFunction[] = [];
  readonly references: Reference[] = [];
  readonly paths: CompiledPath[] = [];
  readonly streams: string[] = [];
  readonly parts: string[] = [];
  readonly measures: string[] = [];
  /** Measures whose single executions a test wants to know. */
  readonly noted: string[] = [];
  loops = 0;
  /** Calls of paths by paths, with the places of the steps that make them. */
  readonly calls = new CallGraph();
  readonly expressions = new ExpressionCompiler(this);
  readonly sources: Sources;
  /** Paths whose steps are still to be compiled. */
  readonly pending: {
    source: Source<unknown>;
    at: KeyPath;
    path: number;
    steps: Block;
    user: boolean;
  }[] = [];

  /** Name of the domain of the operating system that the personality describes. */
  readonly systemDomain: string;
  /** Is told where each operation comes from, if somebody wants to know. */
  readonly debug: DebugRecorder | undefined;

  constructor(sources: Sources, debug?: DebugRecorder) {
    this.sources = sources;
    this.systemDomain = sources.structure[0].spec['system-domain'] ?? 'linux';
    this.debug = debug;
  }

  link(): Program {
    checkPersonality(this.sources);
    const structure = this.sources.structure[0].spec;
    const all = [...this.sources.structure, ...this.sources.personality, ...this.sources.workload] as Source<
      Structure & Personality & Workload
    >[];
    for (const source of this.sources.structure.slice(1)) checkIncluded(this, source);
    declareDomains(this, this.sources.structure[0]);
    declareObjects(this, all);
    for (const source of all) declareRegions(this, source);
    for (const source of all) declareConstants(this, source);
    for (const source of all) declareCosts(this, source);
    for (const source of all) declareFiles(this, source);
    for (const source of all) declarePagers(this, source);
    for (const source of all) declareSegments(this, source);
    // Included files first: an image may build on one of an included file.
    for (const source of [...all].reverse()) declareImages(this, source);
    for (const source of all) declarePaths(this, source);
    for (const source of this.sources.workload) declareLocalities(this, source);
    for (const source of this.sources.workload) declarePrograms(this, source);
    for (const source of this.sources.workload) declareTimers(this, source);
    for (const source of all) compileFunctions(this, source);
    checkMechanisms(this, all);
    checkBoundary(this);
    // Children of fork add paths while they are compiled, so the list grows as it is walked.
    for (const { source, at, path, steps, user } of this.pending) {
      new PathCompiler(this, source.locator, path, user).compile(steps, at);
    }
    for (const source of this.sources.workload) checkTests(this, source);
    this.calls.reportCircles(this);
    const running = compileTimers(this, this.sources.structure[0]);
    const hooks = findHooks(this);
    const pageFrames = frameOrderOf(this, this.sources.structure[0]);
    if (this.problems.length > 0) throw new SpecError(this.problems);

    const { symbols } = this;
    return {
      structure: structure.structure,
      workload: this.sources.workload[0].spec.workload,
      code: Int32Array.from(this.code),
      expressions: Int32Array.from(this.expressions.code),
      constants: Float64Array.from(this.expressions.constants),
      costs: symbols.costs.list,
      functions: this.functions,
      references: this.references,
      paths: this.paths,
      domains: symbols.domains.list,
      systemDomain: symbols.domains.index(this.systemDomain) as number,
      places: [...symbols.places, 'idle'],
      regions: symbols.regions.list,
      objectTypes: symbols.objectTypes.list,
      unreadFields: symbols.objectTypes.list.map((type) => this.unreadFields(type)),
      processType: symbols.objectTypes.index('process') as number,
      segments: symbols.segments.list,
      images: symbols.images.list,
      files: symbols.files.list,
      programs: symbols.programs.list,
      localities: symbols.localities.list,
      timers: [...running, ...this.symbols.timers.list],
      runningTimers: running.length,
      pagers: symbols.pagers.list,
      pageFrames,
      streams: this.streams,
      parts: this.parts,
      measures: this.measures,
      noted: this.noted,
      loops: this.loops,
      pageTables: structure['page-tables'] ?? 'shared',
      policy: structure.scheduler?.policy ?? 'round-robin',
      sliceNs: structure.scheduler?.slice ?? Infinity,
      wakeUpMargin: structure.scheduler?.['wake-up-margin'] ?? 0,
      mostWork: this.sources.workload[0].spec['most-work'] ?? MOST_WORK,
      decay: structure.scheduler?.decay ?? 1,
      decayIntervalNs: structure.scheduler?.['decay-interval'] ?? Infinity,
      diskWaitNs: structure.disk?.['wait-per-request'] ?? 0,
      hooks,
    };
  }

  /** Fields that no expression reads; those that every process has are the engine's. */
  private unreadFields({ name, fields }: CompiledObjectType): number[] {
    const own = name === 'process' ? PROCESS_FIELDS.length : 0;
    const { fieldsRead } = this.expressions;
    return fields.flatMap((field, index) =>
      index >= own && !fieldsRead.has(fieldKey(name, field)) ? [index] : [],
    );
  }

  /** Notes a problem, once: a section that several others use is looked at several times. */
  report(problem: Problem): void {
    const same = ({ file, line, column, expected }: Problem): boolean =>
      file === problem.file &&
      line === problem.line &&
      column === problem.column &&
      expected === problem.expected;
    if (!this.problems.some(same)) this.problems.push(problem);
  }

  /** Declares a path whose steps are compiled later; returns its number. */
  addPath(
    name: string,
    parameters: readonly Parameter[],
    source: Source<unknown>,
    at: KeyPath,
    steps: Block,
    user = false,
  ): number {
    const path = this.paths.length;
    this.paths.push({ name, entry: -1, parameters, slots: 0, hasBody: containsBody(steps) });
    this.pending.push({ source, at, path, steps, user });
    return path;
  }

  /** A domain that holds code and data: any but the user's. */
  domainIndex(name: string, locator: Locator, at: KeyPath, where: 'key' | 'value' = 'value'): number {
    const { domains } = this.symbols;
    const index = domains.index(name);
    if (index !== undefined && domains.list[index].space !== 'user') return index;
    const known = domains.list.filter(({ space }) => space !== 'user').map((domain) => domain.name);
    this.report(
      locator.problem(
        at,
        `a domain of the structure that holds data (${known.join(', ')})`,
        JSON.stringify(name),
        where,
      ),
    );
    return 0;
  }

  /** Reports a name that is there already. */
  unique(existing: number | undefined, locator: Locator, at: KeyPath): void {
    if (existing === undefined) return;
    this.report(
      locator.problem(
        at,
        'a name that is not used yet',
        `${JSON.stringify(at.at(-1))} for the second time`,
        'key',
      ),
    );
  }
}

/** Whether steps run the body of their boundary operation, on any branch. */
function containsBody(steps: Block): boolean {
  return steps.some(
    (step) =>
      'body' in step ||
      ('among' in step && step.among.some((choice) => containsBody(choice.do))) ||
      ('do' in step && containsBody(step.do)) ||
      ('then' in step && (containsBody(step.then) || containsBody(step.else ?? []))),
  );
}
