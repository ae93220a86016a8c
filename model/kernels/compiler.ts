import type { Locator } from '../spec/check.ts';
import type { KeyPath } from '../spec/document.ts';
import { SpecError, type Problem } from '../spec/problem.ts';
import { BACKING } from './address-spaces.ts';
import { ExpressionCompiler, shortList, UNKNOWN_TYPE } from './expression-compiler.ts';
import {
  MAIN_SECTIONS,
  type FootprintRule,
  type ImageSpec,
  type KernelFunction,
  type ObjectType,
  type PathSpec,
  type Personality,
  type Structure,
  type Workload,
} from './kernel-file.ts';
import { CallGraph } from './call-graph.ts';
import { MAX_KERNEL_DOMAINS } from './placement.ts';
import { MEMBERS } from './objects.ts';
import { PathCompiler } from './path-compiler.ts';
import {
  MODE,
  PROCESS_FIELDS,
  type CompiledFunction,
  type CompiledPath,
  type CompiledSegment,
  type Parameter,
  type Program,
  type Reference,
} from './program.ts';
import { SymbolTable } from './symbols.ts';
import type { Block } from './steps.ts';

/** A checked file with what is needed to point into it. */
export interface Source<Spec> {
  spec: Spec;
  locator: Locator;
}

export interface Sources {
  structure: readonly Source<Structure>[];
  personality: readonly Source<Personality>[];
  workload: readonly Source<Workload>[];
}

/** Largest fault list of one compilation. */
const MAX_PROBLEMS = 20;

/** The path of the personality that page faults are brought to. */
const FAULT_HANDLER = 'handle-page-fault';

/** Boundary paths that the engine enters: name and parameters. */
const HOOKS: Record<string, readonly string[]> = {
  'system-call': [],
  'page-fault': ['kind', 'page', 'write'],
  'resolve-page': ['kind', 'page', 'write'],
  interrupt: [],
  switch: ['from_idle', 'to_idle', 'in_kernel', 'same_space'],
  'start-process': [],
  'disk-interrupt': [],
  idle: [],
};

/**
 * Links a structure, its personality and a workload, and compiles all paths to flat codes.
 *
 * Phases: declare the names of every section, then compile functions and paths against them.
 * @throws SpecError with every unknown name, wrong type and malformed expression
 */
export function compile(sources: Sources): Program {
  return new Linker(sources).link();
}

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
  loops = 0;
  /** Calls of paths by paths, with the places of the steps that make them. */
  readonly calls = new CallGraph();
  readonly expressions = new ExpressionCompiler(this);
  readonly sources: Sources;
  private readonly pending: {
    source: Source<unknown>;
    at: KeyPath;
    path: number;
    steps: Block;
    user: boolean;
  }[] = [];

  constructor(sources: Sources) {
    this.sources = sources;
  }

  link(): Program {
    const structure = this.sources.structure[0].spec;
    const all = [...this.sources.structure, ...this.sources.personality, ...this.sources.workload] as Source<
      Structure & Personality & Workload
    >[];
    for (const source of this.sources.structure.slice(1)) this.checkIncluded(source);
    this.declareDomains(this.sources.structure[0]);
    this.declareObjects(all);
    for (const source of all) this.declareRegions(source);
    for (const source of all) this.declareConstants(source);
    for (const source of all) this.declareFiles(source);
    for (const source of all) this.declareSegments(source);
    // Included files first: an image may build on one of an included file.
    for (const source of [...all].reverse()) this.declareImages(source);
    for (const source of all) this.declarePaths(source);
    for (const source of this.sources.workload) this.declareLocalities(source);
    for (const source of this.sources.workload) this.declarePrograms(source);
    for (const source of all) this.compileFunctions(source);
    this.checkBoundary();
    // Children of fork add paths while they are compiled, so the list grows as it is walked.
    for (const { source, at, path, steps, user } of this.pending) {
      new PathCompiler(this, source.locator, path, user).compile(steps, at);
    }
    for (const source of this.sources.workload) this.checkTests(source);
    this.calls.reportCircles(this);
    const timers = this.compileTimers(this.sources.structure[0]);
    const hooks = this.findHooks();
    if (this.problems.length > 0) throw new SpecError(this.problems.slice(0, MAX_PROBLEMS));

    const { symbols } = this;
    return {
      structure: structure.structure,
      workload: this.sources.workload[0].spec.workload,
      code: Int32Array.from(this.code),
      expressions: Int32Array.from(this.expressions.code),
      constants: Float64Array.from(this.expressions.constants),
      functions: this.functions,
      references: this.references,
      paths: this.paths,
      domains: symbols.domains.list,
      places: [...symbols.places, 'idle'],
      regions: symbols.regions.list,
      objectTypes: symbols.objectTypes.list,
      processType: symbols.objectTypes.index('process') as number,
      segments: symbols.segments.list,
      images: symbols.images.list,
      files: symbols.files.list,
      programs: symbols.programs.list,
      localities: symbols.localities.list,
      timers,
      streams: this.streams,
      parts: this.parts,
      measures: this.measures,
      loops: this.loops,
      pageTables: structure['page-tables'] ?? 'shared',
      policy: structure.scheduler?.policy ?? 'round-robin',
      sliceNs: structure.scheduler?.slice ?? 1e7,
      decay: structure.scheduler?.decay ?? 1,
      decayIntervalNs: structure.scheduler?.['decay-interval'] ?? Infinity,
      hooks,
    };
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

  private checkIncluded({ spec, locator }: Source<Structure>): void {
    for (const section of MAIN_SECTIONS) {
      if (spec[section] !== undefined)
        this.report(
          locator.problem([section], 'this section in the file that includes this one', section, 'key'),
        );
    }
  }

  private declareDomains(source: Source<Structure>): void {
    const { domains = {} } = source.spec;
    const kernelDomain = ([, { space }]: [string, { space: string }], index: number): boolean =>
      space !== 'user' && index >= MAX_KERNEL_DOMAINS;
    const [excess] = Object.entries(domains).find(kernelDomain) ?? [];
    if (excess !== undefined)
      this.report(
        source.locator.problem(
          ['domains', excess],
          `at most ${MAX_KERNEL_DOMAINS} domains, the user's last`,
          JSON.stringify(excess),
          'key',
        ),
      );
    if (domains['linux']?.space === 'user')
      this.report(source.locator.problem(['domains', 'linux', 'space'], 'kernel, small or server'));
    for (const [name, domain] of Object.entries(domains)) {
      const place = this.symbols.placeOf(domain.place ?? name);
      this.symbols.domains.add(name, {
        name,
        place,
        space: domain.space,
        large: (domain.pages ?? 4096) > 4096,
        contiguous: domain.frames !== 'scattered',
        textSpread: domain.footprint?.['text-spread'] ?? 1,
        dataSpread: domain.footprint?.['data-spread'] ?? 1,
      });
    }
    for (const needed of ['linux', 'user']) {
      if (this.symbols.domains.index(needed) === undefined) {
        this.report(
          source.locator.problem(
            ['domains'],
            `a domain ${needed}`,
            `the domains ${Object.keys(domains).join(', ')}`,
          ),
        );
        this.symbols.domains.add(needed, {
          name: needed,
          place: this.symbols.placeOf(needed),
          space: 'kernel',
          large: false,
          contiguous: true,
          textSpread: 1,
          dataSpread: 1,
        });
      }
    }
  }

  /** Types may be declared in parts: a structure adds memory to the processes of its personality. */
  private declareObjects(all: readonly Source<{ objects?: Record<string, ObjectType> | undefined }>[]): void {
    const merged = new Map<
      string,
      {
        fields: Map<string, number>;
        queues: string[];
        memory: Map<string, { bytes: number; domain: number }>;
      }
    >();
    merged.set('process', {
      fields: new Map(PROCESS_FIELDS.map((field) => [field, 0])),
      queues: [],
      memory: new Map(),
    });
    for (const { spec, locator } of all) {
      for (const [name, type] of Object.entries(spec.objects ?? {})) {
        const into = merged.get(name) ?? {
          fields: new Map<string, number>(),
          queues: [] as string[],
          memory: new Map(),
        };
        merged.set(name, into);
        const members = new Set<string>([...into.fields.keys(), ...into.queues, ...into.memory.keys()]);
        const declare = (member: string, at: KeyPath, kind: { size: number } | { length: number }): void => {
          if (members.has(member))
            this.report(
              locator.problem(at, 'a name that the type does not have yet', JSON.stringify(member), 'key'),
            );
          members.add(member);
          if (('size' in kind ? kind.size : kind.length) >= MEMBERS)
            this.report(locator.problem(at, `at most ${MEMBERS} of a kind`, 'one more', 'key'));
        };
        for (const [field, value] of Object.entries(type.fields ?? {})) {
          declare(field, ['objects', name, 'fields', field], into.fields);
          into.fields.set(field, value);
        }
        (type.queues ?? []).forEach((queue, index) => {
          declare(queue, ['objects', name, 'queues', index], into.queues);
          into.queues.push(queue);
        });
        for (const [memory, size] of Object.entries(type.memory ?? {})) {
          const at = ['objects', name, 'memory', memory];
          declare(memory, at, into.memory);
          const domain = typeof size === 'number' ? 'linux' : size.domain;
          into.memory.set(memory, {
            bytes: typeof size === 'number' ? size : size.size,
            domain: this.domainIndex(domain, locator, [...at, 'domain']),
          });
        }
      }
    }
    for (const [name, { fields, queues, memory }] of merged) {
      this.symbols.objectTypes.add(name, {
        name,
        fields: [...fields.keys()],
        initial: [...fields.values()],
        queues,
        memory: [...memory].map(([key, value]) => ({ name: key, ...value })),
      });
    }
  }

  private declareRegions({
    spec,
    locator,
  }: Source<{ regions?: Record<string, Record<string, number>> | undefined }>): void {
    for (const [domain, regions] of Object.entries(spec.regions ?? {})) {
      const index = this.domainIndex(domain, locator, ['regions', domain], 'key');
      for (const [name, bytes] of Object.entries(regions)) {
        this.unique(this.symbols.regions.index(name), locator, ['regions', domain, name]);
        this.symbols.regions.add(name, { name, domain: index, bytes });
      }
    }
  }

  private declareConstants({
    spec,
    locator,
  }: Source<{ constants?: Record<string, number> | undefined }>): void {
    for (const [name, value] of Object.entries(spec.constants ?? {})) {
      this.unique(this.symbols.constants.index(name), locator, ['constants', name]);
      this.symbols.constants.add(name, value);
    }
  }

  private declareFiles({
    spec,
    locator,
  }: Source<{ files?: Record<string, { pages: number; resident: boolean }> | undefined }>): void {
    for (const [name, file] of Object.entries(spec.files ?? {})) {
      this.unique(this.symbols.files.index(name), locator, ['files', name]);
      this.symbols.files.add(name, { name, ...file });
    }
  }

  private declareSegments({
    spec,
  }: Source<{
    images?: Record<string, ImageSpec> | undefined;
    'every-image'?: ImageSpec['segments'] | undefined;
  }>): void {
    const names = [
      ...Object.values(spec.images ?? {}).map((image) => image.segments),
      spec['every-image'] ?? {},
    ].flatMap((segments) => Object.keys(segments));
    for (const name of names)
      if (this.symbols.segments.index(name) === undefined) this.symbols.segments.add(name, name);
  }

  private declareImages({ spec, locator }: Source<{ images?: Record<string, ImageSpec> | undefined }>): void {
    const structure = this.sources.structure[0];
    for (const [name, image] of Object.entries(spec.images ?? {})) {
      this.unique(this.symbols.images.index(name), locator, ['images', name]);
      const included = (image.includes ?? []).flatMap((other, index) => {
        const at = this.symbols.images.index(other);
        if (at !== undefined) return this.symbols.images.list[at].segments;
        this.report(
          locator.problem(
            ['images', name, 'includes', index],
            `an image declared before (${this.symbols.images.names.join(', ')})`,
          ),
        );
        return [];
      });
      const own = this.compileSegments(image.segments, locator, ['images', name, 'segments']);
      for (const [segment] of Object.entries(image.segments)) {
        const other = included.find((entry) => entry.segment === this.symbols.segments.index(segment));
        this.unique(other?.segment, locator, ['images', name, 'segments', segment]);
      }
      const every =
        included.length > 0
          ? []
          : this.compileSegments(structure.spec['every-image'] ?? {}, structure.locator, ['every-image']);
      this.symbols.images.add(name, { name, segments: [...included, ...own, ...every] });
    }
  }

  private compileSegments(segments: ImageSpec['segments'], locator: Locator, at: KeyPath): CompiledSegment[] {
    return Object.entries(segments).map(([name, segment]) => {
      const file = segment.file === undefined ? -1 : (this.symbols.files.index(segment.file) ?? -1);
      if (file < 0 && (segment.backing !== 'zero' || segment.file !== undefined)) {
        this.report(
          locator.problem([...at, name, 'file'], `a file (${this.symbols.files.names.join(', ')})`),
        );
      }
      const size = this.symbols.files.list[file]?.pages ?? Infinity;
      if (segment.pages > size)
        this.report(locator.problem([...at, name, 'pages'], `at most the ${size} pages of the file`));
      const { pages, resident = pages } = segment;
      if (resident > pages)
        this.report(locator.problem([...at, name, 'resident'], `at most the ${pages} pages of the segment`));
      return {
        segment: this.symbols.segments.index(name) as number,
        pages,
        backing:
          segment.backing === 'file'
            ? BACKING.file
            : segment.backing === 'zero'
              ? BACKING.zero
              : BACKING.privateFile,
        file,
        at: segment.at,
        resident,
      };
    });
  }

  private declarePaths(source: Source<{ paths?: Record<string, PathSpec> | undefined }>): void {
    for (const [name, path] of Object.entries(source.spec.paths ?? {})) {
      this.unique(this.symbols.paths.get(name), source.locator, ['paths', name]);
      const parameters = this.parametersOf(path.params, source.locator, ['paths', name, 'params']);
      this.symbols.paths.set(
        name,
        this.addPath(name, parameters, source, ['paths', name, 'steps'], path.steps),
      );
    }
  }

  private declareLocalities({ spec, locator }: Source<Workload>): void {
    for (const [name, locality] of Object.entries(spec.localities ?? {})) {
      this.unique(this.symbols.localities.index(name), locator, ['localities', name]);
      this.symbols.localities.add(name, {
        name,
        visit: Math.round(locality['code-lines'] * locality['instructions-per-line']),
        codeLines: locality['code-lines'],
        dataLines: locality['data-lines'],
        codeSkew: locality['code-skew'],
        dataSkew: locality['data-skew'],
        writtenShare: locality['written-share'],
        window: locality.window,
      });
    }
  }

  private declarePrograms(source: Source<Workload>): void {
    for (const [name, program] of Object.entries(source.spec.programs ?? {})) {
      this.unique(this.symbols.programs.index(name), source.locator, ['programs', name]);
      const image = this.symbols.images.index(program.image);
      if (image === undefined) {
        this.report(
          source.locator.problem(
            ['programs', name, 'image'],
            `an image (${this.symbols.images.names.join(', ')})`,
          ),
        );
      }
      const parameters = this.parametersOf(program.params, source.locator, ['programs', name, 'params']);
      const path = this.addPath(
        `program ${name}`,
        parameters,
        source,
        ['programs', name, 'steps'],
        program.steps,
        true,
      );
      this.symbols.programs.add(name, { name, path, image: image ?? 0 });
    }
  }

  private parametersOf(
    params: Record<string, string> | undefined,
    locator: Locator,
    at: KeyPath,
  ): Parameter[] {
    return Object.entries(params ?? {}).map(([name, type]) => {
      if (type !== 'number' && type !== 'address' && this.symbols.objectTypes.index(type) === undefined) {
        this.report(
          locator.problem(
            [...at, name],
            `number, address or an object type (${this.symbols.objectTypes.names.join(', ')})`,
          ),
        );
        return { name, type: UNKNOWN_TYPE };
      }
      return { name, type };
    });
  }

  /** A function's code and private data follow from its instructions by the footprint rule of its domain. */
  private compileFunctions({
    spec,
    locator,
  }: Source<{ functions?: Record<string, Record<string, KernelFunction>> | undefined }>): void {
    for (const [domainName, functions] of Object.entries(spec.functions ?? {})) {
      const domain = this.domainIndex(domainName, locator, ['functions', domainName], 'key');
      const rule = this.sources.structure[0].spec.domains?.[domainName]?.footprint;
      if (rule === undefined) {
        if (this.symbols.domains.list[domain].name === domainName) {
          const expected = 'a domain with a footprint rule';
          this.report(
            locator.problem(['functions', domainName], expected, JSON.stringify(domainName), 'key'),
          );
        }
        for (const name of Object.keys(functions)) this.symbols.functions.set(name, { first: 0, count: 0 });
        continue;
      }
      for (const [name, entry] of Object.entries(functions)) {
        const at = ['functions', domainName, name];
        this.unique(this.symbols.functions.get(name)?.first, locator, at);
        const fn = typeof entry === 'number' ? { instructions: entry } : entry;
        const lines =
          fn.lines ??
          Math.max(fn.instructions > 0 ? 1 : 0, Math.round(fn.instructions / rule['instructions-per-line']));
        const data = fn.data ?? Math.round(fn.instructions / rule['instructions-per-data-line']);
        const first = this.functions.length;
        // An entry may stand for many functions of the real kernel, which lie apart: it becomes as many pieces.
        const pieces = Math.max(1, Math.round(lines / rule['lines-per-function']));
        const share = (total: number, piece: number): number =>
          Math.floor((total * (piece + 1)) / pieces) - Math.floor((total * piece) / pieces);
        for (let piece = 0; piece < pieces; piece++) {
          this.addPiece(
            name,
            domain,
            rule,
            share(fn.instructions, piece),
            share(lines, piece),
            share(data, piece),
            () => {
              // Functions see no variables: their references name regions and the running process.
              if (piece === 0) this.expressions.compileReferences(fn, locator, at, undefined);
            },
          );
        }
        this.symbols.functions.set(name, { first, count: pieces });
      }
    }
  }

  private addPiece(
    name: string,
    domain: number,
    rule: FootprintRule,
    instructions: number,
    lines: number,
    privateLines: number,
    addReferences: () => void,
  ): void {
    const index = this.functions.length;
    const firstReference = this.references.length;
    const written = Math.round(privateLines * rule['written-share']);
    const read = privateLines - written;
    const words = Math.round(rule['words-per-written-line']);
    const reference = { mode: MODE.function, a: index, b: 0 };
    if (written > 0) this.references.push({ ...reference, line: 0, count: written, every: 1, words });
    if (read > 0) this.references.push({ ...reference, line: written, count: read, every: 1, words: 0 });
    addReferences();
    this.functions.push({
      name,
      domain,
      segment: -1,
      segmentLine: 0,
      instructions,
      lines,
      every: 1,
      privateLines,
      firstReference,
      references: this.references.length - firstReference,
    });
  }

  private checkBoundary(): void {
    const structure = this.sources.structure[0].locator;
    for (const { spec } of this.sources.personality) {
      for (const [name, params] of Object.entries(spec.boundary ?? {}))
        this.requirePath(name, Object.keys(params), structure, Object.values(params));
    }
    for (const [name, params] of Object.entries(HOOKS)) this.requirePath(name, params, structure);
    this.requirePath(FAULT_HANDLER, ['kind', 'page', 'write'], this.sources.personality[0].locator);
  }

  private requirePath(
    name: string,
    parameters: readonly string[],
    locator: Locator,
    types?: readonly string[],
  ): void {
    const path = this.symbols.paths.get(name);
    const words = (names: readonly string[], of?: readonly string[]): string =>
      names.map((parameter, index) => (of ? `${parameter}: ${of[index]}` : parameter)).join(', ');
    const expected = `a path ${name}(${words(parameters, types)})`;
    if (path === undefined) {
      this.report(locator.problem(['paths', name], expected, 'no such path'));
      return;
    }
    const found = this.paths[path].parameters;
    const foundWords = words(
      found.map((parameter) => parameter.name),
      types && found.map((parameter) => parameter.type),
    );
    const unknown = found.some(({ type }) => type === UNKNOWN_TYPE);
    if (unknown || foundWords === words(parameters, types)) return;
    const declared = this.pending[path].source.locator;
    this.report(declared.problem(['paths', name, 'params'], expected, `the parameters (${foundWords})`));
  }

  private compileTimers({ spec, locator }: Source<Structure>): Program['timers'] {
    return Object.entries(spec.timers ?? {}).map(([name, timer]) => {
      const path = this.symbols.paths.get(timer.handler);
      if (path === undefined || this.paths[path].parameters.length > 0)
        this.report(locator.problem(['timers', name, 'handler'], 'the name of a path without parameters'));
      return { name, rateHz: timer.rate, path: path ?? 0 };
    });
  }

  private checkTests({ spec, locator }: Source<Workload>): void {
    for (const [name, test] of Object.entries(spec.tests ?? {})) {
      const { programs } = this.symbols;
      const program = programs.list[programs.index(test.program) ?? -1];
      if (program === undefined || this.paths[program.path].parameters.length > 0) {
        const known = programs.list.filter(({ path }) => this.paths[path].parameters.length === 0);
        const expected = `a program without parameters (${shortList(known.map((entry) => entry.name))})`;
        this.report(locator.problem(['tests', name, 'program'], expected));
      }
      const expected = `a measure of the workload (${shortList(this.measures)})`;
      if (test.subtract !== undefined && !this.measures.includes(test.subtract))
        this.report(locator.problem(['tests', name, 'subtract'], expected));
      for (const measure of Object.keys(test.total ?? {}))
        if (!this.measures.includes(measure))
          this.report(
            locator.problem(['tests', name, 'total', measure], expected, JSON.stringify(measure), 'key'),
          );
    }
  }

  private findHooks(): Program['hooks'] {
    const hook = (name: string): number => this.symbols.paths.get(name) ?? -1;
    return {
      pageFault: hook('page-fault'),
      faultHandler: hook(FAULT_HANDLER),
      resolvePage: hook('resolve-page'),
      interrupt: hook('interrupt'),
      switch: hook('switch'),
      startProcess: hook('start-process'),
      idle: hook('idle'),
      diskInterrupt: hook('disk-interrupt'),
    };
  }

  /** A domain that holds code and data: any but the user's. */
  private domainIndex(name: string, locator: Locator, at: KeyPath, where: 'key' | 'value' = 'value'): number {
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

  private unique(existing: number | undefined, locator: Locator, at: KeyPath): void {
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
