import { ExpressionError, parseExpression, type Expression } from './expression.ts';

/** Functions that a formula may use. */
const FUNCTIONS: Readonly<Record<string, (...values: number[]) => number>> = {
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
  log2: Math.log2,
};

const OPERATORS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '||': (left, right) => Number(left !== 0 || right !== 0),
  '&&': (left, right) => Number(left !== 0 && right !== 0),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

/** A formula that cannot be read, or that speaks of something unknown. */
export class FormulaError extends Error {
  readonly expected: string;
  readonly found: string | undefined;

  constructor(expected: string, found?: string) {
    super(`expected ${expected}`);
    this.expected = expected;
    this.found = found;
  }
}

/**
 * Parses a formula: an expression over real numbers.
 * @param names the names that it may use, members as `baseline.call`
 * @throws FormulaError
 */
export function parseFormula(text: string, names: readonly string[]): Expression {
  const among = (kind: string, used: readonly string[], known: readonly string[]): void => {
    const unknown = used.find((name) => !known.includes(name));
    if (unknown !== undefined)
      throw new FormulaError(`${kind} among ${known.join(', ')}`, JSON.stringify(unknown));
  };
  try {
    const expression = parseExpression(text);
    among('names', namesIn(expression), names);
    among('functions', callsIn(expression), Object.keys(FUNCTIONS));
    return expression;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new FormulaError(`${error.expected} at character ${error.offset + 1}`);
  }
}

/**
 * The value of an expression in real numbers; a condition is 1 or 0.
 * @param valueOf the value of a name, or of a member such as `baseline.call`
 */
export function evaluate(expression: Expression, valueOf: (name: string) => number): number {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'name':
      return valueOf(expression.name);
    case 'member':
      return valueOf(memberName(expression.object, expression.member));
    case 'unary': {
      const operand = evaluate(expression.operand, valueOf);
      return expression.operator === '-' ? -operand : Number(operand === 0);
    }
    case 'binary':
      return OPERATORS[expression.operator](
        evaluate(expression.left, valueOf),
        evaluate(expression.right, valueOf),
      );
    case 'call':
      return FUNCTIONS[expression.name](...expression.arguments.map((one) => evaluate(one, valueOf)));
  }
}

/** The names in an expression, members as `baseline.call`. */
export function namesIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'number':
      return [];
    case 'name':
      return [expression.name];
    case 'member':
      return [memberName(expression.object, expression.member)];
    case 'unary':
      return namesIn(expression.operand);
    case 'binary':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    case 'call':
      return expression.arguments.flatMap(namesIn);
  }
}

/** Functions that an expression calls. */
function callsIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'unary':
      return callsIn(expression.operand);
    case 'binary':
      return [...callsIn(expression.left), ...callsIn(expression.right)];
    case 'call':
      return [expression.name, ...expression.arguments.flatMap(callsIn)];
    default:
      return [];
  }
}

function memberName(object: Expression, member: string): string {
  return object.kind === 'name' ? `${object.name}.${member}` : `?.${member}`;
}
