import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import { describe, type Problem } from '../../document/problem.ts';
import { ExpressionError, parseExpression, type Expression } from '../language/expression.ts';
import { FAULT_NAMES } from '../program/faults.ts';
import { EXPR } from '../program/codes.ts';
import type { CompiledObjectType } from '../program/program.ts';
import { articled, shortList } from './names.ts';
import type { SymbolTable } from './symbols.ts';

/** A variable of a path: its slot in the frame and its type. */
export interface Variable {
  slot: number;
  type: string;
}

/** The variables that a step sees. */
export interface Scope {
  find(name: string): Variable | undefined;
  names(): string[];
}

/** A compiled expression: its index in the expression code, or -1 minus the index of a constant. */
export interface CompiledExpression {
  at: number;
  type: string;
}

const BINARY: Record<string, number> = {
  '+': EXPR.add,
  '-': EXPR.subtract,
  '*': EXPR.multiply,
  '/': EXPR.divide,
  '%': EXPR.remainder,
  '<': EXPR.less,
  '<=': EXPR.lessEqual,
  '>': EXPR.greater,
  '>=': EXPR.greaterEqual,
  '==': EXPR.equal,
  '!=': EXPR.notEqual,
  '&&': EXPR.and,
  '||': EXPR.or,
};

/** Functions of one argument: its type, the type of the result, the code. */
const UNARY_FUNCTIONS: Record<string, { of: string; gives: string; code: number }> = {
  frame: { of: 'address', gives: 'address', code: EXPR.frame },
  waiters: { of: 'queue', gives: 'number', code: EXPR.waiters },
  areas: { of: 'process', gives: 'number', code: EXPR.areas },
  tables: { of: 'process', gives: 'number', code: EXPR.tables },
  has_table: { of: 'address', gives: 'number', code: EXPR.hasTable },
  mapped_tables: { of: 'process', gives: 'number', code: EXPR.mappedTables },
  has_mapped_table: { of: 'address', gives: 'number', code: EXPR.hasMappedTable },
  directory: { of: 'process', gives: 'address', code: EXPR.directory },
};
const FUNCTIONS = [
  'min',
  'max',
  ...Object.keys(UNARY_FUNCTIONS),
  'mapped_table',
  'cached',
  'is_cached',
  'image',
  'file',
  'fault',
];

class UnknownName extends Error {
  readonly expected: string;
  constructor(expected: string, found: string) {
    super(found);
    this.expected = expected;
  }
}

/** The type of what could not be compiled: it has been reported, and nothing that follows from it is. */
export const UNKNOWN_TYPE = '?';
class KnownFault extends Error {}

/** Compiles expressions to postfix codes, in one array. */
export class ExpressionCompiler {
  readonly code: number[] = [];
  readonly constants: number[] = [];
  /** Types and names of the fields that some expression reads. */
  readonly fieldsRead = new Set<string>();
  private readonly symbols: SymbolTable;
  private readonly report: (problem: Problem) => void;

  /** @param report is told what is wrong with an expression */
  constructor(symbols: SymbolTable, report: (problem: Problem) => void) {
    this.symbols = symbols;
    this.report = report;
  }

  constant(value: number): number {
    const known = this.constants.indexOf(value);
    return known >= 0 ? known : this.constants.push(value) - 1;
  }

  /** An expression that is the value of a slot. */
  local(slot: number): number {
    return this.code.push(EXPR.local, slot, EXPR.end) - 3;
  }

  /** Makes the expression that was compiled last a whole number that is not negative. */
  roundDown(at: number): void {
    if (at < 0) return;
    this.code.pop();
    this.code.push(EXPR.constant, this.constant(1), EXPR.divide);
    this.code.push(EXPR.constant, this.constant(0), EXPR.maximum, EXPR.end);
  }

  /** Compiles one expression of a file, and reports what is wrong with it at its place. */
  compile(
    input: string | number | boolean,
    locator: Locator,
    at: KeyPath,
    scope: Scope | undefined,
    expected?: string,
    where: 'key' | 'value' = 'value',
  ): CompiledExpression {
    if (typeof input !== 'string') return { at: -1 - this.constant(Number(input)), type: 'number' };
    const start = this.code.length;
    try {
      const tree = parseExpression(input);
      if (tree.kind === 'number') return { at: -1 - this.constant(tree.value), type: 'number' };
      const type = this.emit(tree, scope);
      if (expected !== undefined && type !== expected)
        throw new UnknownName(articled(expected), `${articled(type)}: ${input}`);
      this.code.push(EXPR.end);
      return { at: start, type };
    } catch (error) {
      this.code.length = start;
      if (error instanceof ExpressionError) {
        this.report(
          locator.problem(
            at,
            `${error.expected} at character ${error.offset + 1} of the expression`,
            describe(input),
            where,
          ),
        );
      } else if (error instanceof UnknownName) {
        this.report(locator.problem(at, error.expected, error.message, where));
      } else if (!(error instanceof KnownFault)) throw error;
      return { at: -1 - this.constant(0), type: expected ?? UNKNOWN_TYPE };
    }
  }

  /** Emits postfix code; returns the type of the result. */
  private emit(tree: Expression, scope: Scope | undefined): string {
    switch (tree.kind) {
      case 'number':
        this.code.push(EXPR.constant, this.constant(tree.value));
        return 'number';
      case 'name':
        return this.emitName(tree.name, scope);
      case 'member':
        return this.emitMember(tree, scope);
      case 'unary':
        this.expectNumber(tree.operand, scope);
        this.code.push(tree.operator === '!' ? EXPR.not : EXPR.negate);
        return 'number';
      case 'binary': {
        const left = this.emit(tree.left, scope);
        const right = this.emit(tree.right, scope);
        this.code.push(BINARY[tree.operator]);
        if (left === 'number' && right === 'number') return 'number';
        if ((tree.operator === '+' || tree.operator === '-') && left === 'address' && right === 'number')
          return 'address';
        if ((tree.operator === '==' || tree.operator === '!=') && left === right) return 'number';
        throw new UnknownName(
          `operands that "${tree.operator}" takes`,
          `${articled(left)} and ${articled(right)}`,
        );
      }
      case 'call':
        return this.emitCall(tree.name, tree.arguments, scope);
    }
  }

  private emitName(name: string, scope: Scope | undefined): string {
    const { constants, segments, regions } = this.symbols;
    const variable = scope?.find(name);
    if (variable) {
      if (variable.type === UNKNOWN_TYPE) throw new KnownFault();
      this.code.push(EXPR.local, variable.slot);
      return variable.type;
    }
    if (name === 'self') {
      this.code.push(EXPR.self);
      return 'process';
    }
    if (name === 'must_reschedule' || name === 'kernel_depth') {
      this.code.push(name === 'kernel_depth' ? EXPR.kernelDepth : EXPR.mustReschedule);
      return 'number';
    }
    if (name === 'true' || name === 'false') {
      this.code.push(EXPR.constant, this.constant(name === 'true' ? 1 : 0));
      return 'number';
    }
    const constant = constants.index(name);
    if (constant !== undefined) {
      this.code.push(EXPR.constant, this.constant(constants.list[constant]));
      return 'number';
    }
    const segment = segments.index(name);
    if (segment !== undefined) {
      this.code.push(EXPR.segment, segment);
      return 'address';
    }
    const region = regions.index(name);
    if (region !== undefined) {
      this.code.push(EXPR.region, region);
      return 'address';
    }
    throw new UnknownName(
      `a variable, constant, region or segment (${shortList([...(scope?.names() ?? []), 'self', ...constants.names, ...regions.names])})`,
      JSON.stringify(name),
    );
  }

  private emitMember(tree: Extract<Expression, { kind: 'member' }>, scope: Scope | undefined): string {
    const ownerType = this.emit(tree.object, scope);
    const type: CompiledObjectType | undefined =
      this.symbols.objectTypes.list[this.symbols.objectTypes.index(ownerType) ?? -1];
    if (type === undefined) throw new UnknownName('an object before the dot', articled(ownerType));
    const field = type.fields.indexOf(tree.member);
    if (field >= 0) {
      this.fieldsRead.add(fieldKey(type.name, tree.member));
      this.code.push(EXPR.field, field);
      if (type.fieldTypes[field] === UNKNOWN_TYPE) throw new KnownFault();
      return type.fieldTypes[field];
    }
    const queue = type.queues.indexOf(tree.member);
    if (queue >= 0) {
      this.code.push(EXPR.queue, queue);
      return 'queue';
    }
    const memory = type.memory.findIndex((candidate) => candidate.name === tree.member);
    if (memory >= 0) {
      this.code.push(EXPR.memory, memory);
      return 'address';
    }
    const known = [...type.fields, ...type.queues, ...type.memory.map((entry) => entry.name)];
    throw new UnknownName(`a member of ${type.name} (${shortList(known)})`, JSON.stringify(tree.member));
  }

  private emitCall(name: string, list: readonly Expression[], scope: Scope | undefined): string {
    const expectType = (argument: Expression, type: string): void => {
      const found = this.emit(argument, scope);
      if (found !== type) throw new UnknownName(`${articled(type)} for ${name}`, articled(found));
    };
    if (Object.hasOwn(UNARY_FUNCTIONS, name)) {
      const { of, gives, code } = UNARY_FUNCTIONS[name];
      if (list.length !== 1) throw new UnknownName(`one argument for ${name}`, String(list.length));
      expectType(list[0], of);
      this.code.push(code);
      return gives;
    }
    switch (name) {
      case 'min':
      case 'max':
        if (list.length !== 2) throw new UnknownName(`two arguments for ${name}`, String(list.length));
        list.forEach((argument) => this.expectNumber(argument, scope));
        this.code.push(name === 'min' ? EXPR.minimum : EXPR.maximum);
        return 'number';
      case 'mapped_table':
        if (list.length !== 2) throw new UnknownName(`two arguments for ${name}`, String(list.length));
        expectType(list[0], 'process');
        this.expectNumber(list[1], scope);
        this.code.push(EXPR.mappedTable);
        return 'address';
      case 'cached':
      case 'is_cached':
        if (list.length !== 2) throw new UnknownName(`two arguments for ${name}`, String(list.length));
        list.forEach((argument) => this.expectNumber(argument, scope));
        this.code.push(name === 'cached' ? EXPR.cachedPage : EXPR.isCached);
        return name === 'cached' ? 'address' : 'number';
      case 'image':
      case 'file':
      case 'fault': {
        const argument = list[0];
        const known = this.known(name);
        const index = argument?.kind === 'name' ? known.index(argument.name) : undefined;
        if (index === undefined)
          throw new UnknownName(
            `the name of ${articled(name)} (${shortList(known.names)})`,
            argument?.kind === 'name' ? JSON.stringify(argument.name) : 'something else',
          );
        this.code.push(EXPR.constant, this.constant(index));
        return 'number';
      }
      default:
        throw new UnknownName(`one of the functions ${FUNCTIONS.join(', ')}`, JSON.stringify(name));
    }
  }

  /** What a name in the brackets of `image(...)`, `file(...)` or `fault(...)` may be. */
  private known(of: 'image' | 'file' | 'fault'): {
    names: readonly string[];
    index(name: string): number | undefined;
  } {
    if (of === 'image') return this.symbols.images;
    if (of === 'file') return this.symbols.files;
    return { names: Object.keys(FAULT_NAMES), index: (name) => FAULT_NAMES[name] };
  }

  private expectNumber(tree: Expression, scope: Scope | undefined): void {
    const type = this.emit(tree, scope);
    if (type !== 'number') throw new UnknownName('a number', articled(type));
  }
}

/** The name of a field of a type among {@link ExpressionCompiler.fieldsRead}. */
export function fieldKey(type: string, field: string): string {
  return `${type}.${field}`;
}
