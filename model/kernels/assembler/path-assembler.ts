import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import { foundName } from '../../document/suggestion.ts';
import type { Block, Step } from '../language/block.ts';
import type { ExpressionText } from '../language/operands.ts';
import { HARDWARE, OP, type HardwarePrimitive } from '../program/codes.ts';
import { BODY_SLOTS, type CompiledPath } from '../program/program.ts';
import type { Assembly } from './assembly.ts';
import { UNKNOWN_TYPE, type CompiledExpression, type Scope, type Variable } from './expression-compiler.ts';
import { articled, shortList } from './names.ts';
import { addReferences, type ReferenceRange, type Touches } from './references.ts';
import type { Names, SymbolTable } from './symbols.ts';

/** What the verbs of steps mean. */
export interface Steps {
  /** Emits the operations of a step. */
  assemble(path: PathAssembler, step: Step, at: KeyPath): void;
  /** What a step is called where it is looked at as it runs. */
  label(step: Step): string;
  /** Whether steps run the body of their boundary operation, on any branch. */
  hasBody(steps: Block): boolean;
}

/** A frame has this many slots at most. */
const MAX_SLOTS = 64;

/** Assembles the steps of one path: its variables, and what its steps emit and report. */
export class PathAssembler implements Scope {
  readonly assembly: Assembly;
  readonly locator: Locator;
  readonly path: CompiledPath;
  /** Whether the path is part of a program, whose loops may be skipped. */
  readonly user: boolean;
  /** Slots of the frame that are taken. */
  slots = 0;
  /** Conditions that decide whether the present step runs. */
  conditions = 0;
  private readonly number_: number;
  private readonly steps: Steps;
  /** Parameters, and variables that have been set so far. */
  private readonly variables = new Map<string, Variable>();

  constructor(assembly: Assembly, path: number, steps: Steps) {
    const { locator, user } = assembly.texts[path];
    this.assembly = assembly;
    this.locator = locator;
    this.user = user;
    this.number_ = path;
    this.path = assembly.paths[path];
    this.steps = steps;
    if (this.path.hasBody) this.slots = BODY_SLOTS;
    for (const { name, type } of this.path.parameters) this.slotOf(name, type);
  }

  /** Assembles the whole path. */
  run(): void {
    const { at, steps } = this.assembly.texts[this.number_];
    this.assembly.debug?.path(this.number_, this.locator, at);
    this.path.entry = this.here;
    this.block(steps, at);
    this.emit(OP.leave);
    this.path.slots = this.slots;
    if (this.slots > MAX_SLOTS) this.fail(at, `at most ${MAX_SLOTS} variables in a path`, String(this.slots));
  }

  /** All names of the program. */
  get symbols(): SymbolTable {
    return this.assembly.symbols;
  }

  // Steps

  /** Assembles steps in turn. */
  block(steps: Block, at: KeyPath): void {
    steps.forEach((step, index) => {
      const from = this.here;
      const place = [...at, index];
      this.steps.assemble(this, step, place);
      this.assembly.debug?.step(this.steps.label(step), from, this.here, this.locator, place);
    });
  }

  /** Assembles steps that a condition, a choice or a count decides about. */
  perhaps(steps: Block, at: KeyPath): void {
    this.conditions++;
    this.block(steps, at);
    this.conditions--;
  }

  /** Whether steps run the body of their boundary operation, on any branch. */
  hasBody(steps: Block): boolean {
    return this.steps.hasBody(steps);
  }

  // Code

  /** The place of the next operation. */
  get here(): number {
    return this.assembly.code.length;
  }

  /** Appends an operation and its operands to the code. */
  emit(...words: number[]): void {
    this.assembly.code.push(...words);
  }

  /** Emits an operation whose last operand is a place that comes later; {@link land} tells it. */
  jumpAhead(...words: number[]): number {
    return this.assembly.code.push(...words, 0) - 1;
  }

  /** The place that a jump ahead goes to is here. */
  land(jump: number): void {
    this.assembly.code[jump] = this.here;
  }

  /** Emits a primitive of the hardware, some times over. */
  hardware(primitive: HardwarePrimitive, times: number): void {
    this.emit(OP.hardware, HARDWARE.indexOf(primitive), times);
  }

  /** Emits what a step reads and writes beside what it does. */
  touches(step: Touches, at: KeyPath): void {
    if (step.reads === undefined && step.writes === undefined) return;
    const { first, count } = this.references(step, at);
    this.emit(OP.touch, first, count);
  }

  /** The references of what a step reads and writes. */
  references(step: Touches, at: KeyPath): ReferenceRange {
    return addReferences(this.assembly, step, this.locator, at, this);
  }

  // Variables and expressions

  find(name: string): Variable | undefined {
    return this.variables.get(name);
  }

  names(): string[] {
    return [...this.variables.keys()];
  }

  /** The slot of a variable, which is new or keeps its type. */
  slotOf(name: string, type: string): number {
    const known = this.variables.get(name);
    if (known !== undefined) return known.slot;
    const slot = this.slots++;
    this.variables.set(name, { slot, type });
    return slot;
  }

  /** Compiles a value of any type. */
  expression(value: ExpressionText, at: KeyPath, where?: 'key' | 'value'): CompiledExpression {
    return this.assembly.expressions.compile(value, this.locator, at, this, undefined, where);
  }

  /** Compiles a value that must be of a type; returns its expression. */
  typed(value: ExpressionText, type: string, at: KeyPath): number {
    if (type === UNKNOWN_TYPE) return this.expression(value, at).at;
    const compiled = this.assembly.expressions.compile(value, this.locator, at, this, type);
    if (compiled.type !== type) this.fail(at, articled(type), articled(compiled.type));
    return compiled.at;
  }

  /** Compiles a value that must be a number. */
  number(value: ExpressionText, at: KeyPath): number {
    return this.typed(value, 'number', at);
  }

  /** Compiles a value that must be an address. */
  address(value: ExpressionText, at: KeyPath): number {
    return this.typed(value, 'address', at);
  }

  /** Compiles the name of a process or other object. */
  object(name: string, at: KeyPath): number {
    return this.objectExpression(name, at).at;
  }

  /** The same with its type. */
  objectExpression(name: string, at: KeyPath): CompiledExpression {
    const compiled = this.expression(name, at);
    const { type } = compiled;
    if (type !== UNKNOWN_TYPE && this.symbols.objectTypes.index(type) === undefined)
      this.fail(at, 'an object', articled(type));
    return compiled;
  }

  // Names

  /** The number of a name in a list, which it joins when it is new. */
  numbered(list: string[], name: string): number {
    const index = list.indexOf(name);
    return index >= 0 ? index : list.push(name) - 1;
  }

  /** The number of a declared name; reports one that there is none of. */
  index(names: Names<unknown>, name: string, at: KeyPath, what: string, where?: 'key'): number | undefined {
    const index = names.index(name);
    if (index === undefined) this.unknown(name, names.names, at, what, where);
    return index;
  }

  /** What a table has for a name; reports a name that it has not. */
  lookUp<Entry>(
    table: ReadonlyMap<string, Entry>,
    name: string,
    at: KeyPath,
    what: string,
  ): Entry | undefined {
    const entry = table.get(name);
    if (entry === undefined) this.unknown(name, [...table.keys()], at, what);
    return entry;
  }

  private unknown(name: string, known: readonly string[], at: KeyPath, what: string, where?: 'key'): void {
    this.fail(at, `${what} (${shortList(known) || 'there is none'})`, foundName(name, known), where);
  }

  /** Reports what is wrong with the step at a place. */
  fail(at: KeyPath, expected: string, found?: string, where?: 'key' | 'value'): void {
    this.assembly.report(this.locator.problem(at, expected, found, where));
  }
}
