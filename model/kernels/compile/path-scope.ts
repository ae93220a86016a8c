import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import {
  articled,
  UNKNOWN_TYPE,
  type CompiledExpression,
  type Scope,
  type Variable,
} from '../assembler/expression-compiler.ts';
import type { Linker } from '../assembler/assembly.ts';
import { BODY_SLOTS, OP, type CompiledPath } from '../program/program.ts';
import type { References } from '../language/steps.ts';

/** A path that is being compiled: its variables, and what its steps emit and report. */
export class PathScope implements Scope {
  readonly linker: Linker;
  readonly locator: Locator;
  readonly path: CompiledPath;
  /** Parameters and variables that have been set so far. */
  readonly variables = new Map<string, Variable>();
  /** How many slots of the frame are taken. */
  slots = 0;

  constructor(linker: Linker, locator: Locator, path: number) {
    this.linker = linker;
    this.locator = locator;
    this.path = linker.paths[path];
    if (this.path.hasBody) this.slots = BODY_SLOTS;
    for (const { name, type } of this.path.parameters) this.declare(name, type);
  }

  find(name: string): Variable | undefined {
    return this.variables.get(name);
  }

  names(): string[] {
    return [...this.variables.keys()];
  }

  /** Gives a new variable a slot. */
  declare(name: string, type: string): number {
    const slot = this.slots++;
    this.variables.set(name, { slot, type });
    return slot;
  }

  /** Compiles the name of a process or other object to an expression. */
  object(name: string, at: KeyPath): number {
    return this.objectExpression(name, at).at;
  }

  /** The same with its type. */
  objectExpression(name: string, at: KeyPath): CompiledExpression {
    const compiled = this.expression(name, at);
    const { type } = compiled;
    if (type !== UNKNOWN_TYPE && this.linker.symbols.objectTypes.index(type) === undefined)
      this.fail(at, 'an object', articled(type));
    return compiled;
  }

  /** Compiles a value that must be a number; returns its expression. */
  number(value: string | number | boolean, at: KeyPath): number {
    return this.typed(value, 'number', at);
  }

  /** Compiles a value that must be an address. */
  address(value: string | number | boolean, at: KeyPath): number {
    return this.typed(value, 'address', at);
  }

  /** Compiles a value that must be of a type. */
  typed(value: string | number | boolean, type: string, at: KeyPath): number {
    if (type === UNKNOWN_TYPE) return this.expression(value, at).at;
    const compiled = this.linker.expressions.compile(value, this.locator, at, this, type);
    if (compiled.type !== type) this.fail(at, articled(type), articled(compiled.type));
    return compiled.at;
  }

  /** Compiles a value of any type. */
  expression(value: string | number | boolean, at: KeyPath, where?: 'key' | 'value'): CompiledExpression {
    return this.linker.expressions.compile(value, this.locator, at, this, undefined, where);
  }

  /** The number of a name in a list, which it joins when it is new. */
  numbered(list: string[], name: string): number {
    const index = list.indexOf(name);
    return index >= 0 ? index : list.push(name) - 1;
  }

  /** Appends an operation and its operands to the code. */
  emit(...words: number[]): void {
    this.linker.code.push(...words);
  }

  /** Emits what a step reads and writes beside what it does. */
  touches(step: { reads?: References | undefined; writes?: References | undefined }, at: KeyPath): void {
    if (step.reads === undefined && step.writes === undefined) return;
    const { first, count } = this.linker.expressions.compileReferences(step, this.locator, at, this);
    this.emit(OP.touch, first, count);
  }

  /** Reports what is wrong with the step at a place. */
  fail(at: KeyPath, expected: string, found?: string, where?: 'key' | 'value'): void {
    this.linker.report(this.locator.problem(at, expected, found, where));
  }
}
