import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import type { Problem } from '../../document/problem.ts';
import { foundName } from '../../document/suggestion.ts';
import type { Block } from '../language/block.ts';
import type { CompiledFunction, CompiledPath, Parameter, Reference } from '../program/program.ts';
import { CallGraph } from './call-graph.ts';
import type { DebugRecorder } from './debug-table.ts';
import { ExpressionCompiler } from './expression-compiler.ts';
import { SymbolTable } from './symbols.ts';

/** The steps of a path, and where they stand. */
export interface PathText {
  locator: Locator;
  /** Where the steps stand in the file. */
  at: KeyPath;
  steps: Block;
  /** Whether the path runs the body that it is entered for. */
  hasBody: boolean;
  /** Whether it is part of a program, whose loops may be skipped. */
  user: boolean;
}

/** A program while it is put together: its names, its codes and what is wrong with it. */
export class Assembly {
  /** Name of the domain of the operating system that the personality describes. */
  readonly systemDomain: string;
  readonly problems: Problem[] = [];
  readonly symbols = new SymbolTable();
  readonly code: number[] = [];
  readonly functions: CompiledFunction[] = [];
  readonly references: Reference[] = [];
  readonly paths: CompiledPath[] = [];
  /** By number of a path: its text. */
  readonly texts: PathText[] = [];
  readonly streams: string[] = [];
  readonly parts: string[] = [];
  readonly measures: string[] = [];
  /** Measures whose single executions a test wants to know. */
  readonly noted: string[] = [];
  loops = 0;
  /** Calls of paths by paths, with the places of the steps that make them. */
  readonly calls = new CallGraph();
  readonly expressions: ExpressionCompiler;
  /** Is told where each operation comes from, if somebody wants to know. */
  readonly debug: DebugRecorder | undefined;

  constructor(systemDomain: string, debug?: DebugRecorder) {
    this.systemDomain = systemDomain;
    this.debug = debug;
    this.expressions = new ExpressionCompiler(this.symbols, (problem) => this.report(problem));
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

  /** Declares a path whose steps are assembled later; returns its number. */
  addPath(name: string, parameters: readonly Parameter[], text: PathText): number {
    this.texts.push(text);
    return this.paths.push({ name, entry: -1, parameters, slots: 0, hasBody: text.hasBody }) - 1;
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
        foundName(name, known),
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
