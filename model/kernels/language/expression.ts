/**
 * Expressions in paths: integer arithmetic over parameters, variables and fields of objects. They are parsed into a
 * tree and compiled; nothing in a file is ever run as code.
 *
 *     min(left, pipe.space)      pipe.bytes == 0 && !file.closed      3 * (segments + 1)
 */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string }
  | { kind: 'member'; object: Expression; member: string }
  | { kind: 'unary'; operator: string; operand: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'call'; name: string; arguments: Expression[] };

/** A fault in an expression, with the offset at which it was noticed. */
export class ExpressionError extends Error {
  readonly offset: number;
  readonly expected: string;

  constructor(expected: string, offset: number) {
    super(`expected ${expected} at character ${offset + 1}`);
    this.expected = expected;
    this.offset = offset;
  }
}

const PRECEDENCE: Record<string, number> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};
const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*)|(\|\||&&|==|!=|<=|>=|[-+*/%<>!().,]))/y;
const MAX_DEPTH = 50;
const MAX_LENGTH = 1000;

interface Token {
  kind: 'number' | 'name' | 'operator' | 'end';
  text: string;
  offset: number;
}

/**
 * Parses an expression. Names may hold hyphens between letters, so a subtraction needs spaces around its sign.
 * @throws ExpressionError
 */
export function parseExpression(text: string): Expression {
  if (text.length > MAX_LENGTH) throw new ExpressionError(`at most ${MAX_LENGTH} characters`, MAX_LENGTH);
  const tokens = tokenize(text);
  let at = 0;
  let depth = 0;
  const peek = (): Token => tokens[at];
  const next = (): Token => tokens[at++];
  const expectOperator = (operator: string): void => {
    const token = next();
    if (token.kind !== 'operator' || token.text !== operator)
      throw new ExpressionError(`"${operator}"`, token.offset);
  };

  const parseBinary = (least: number): Expression => {
    if (++depth > MAX_DEPTH)
      throw new ExpressionError(`nesting of at most ${MAX_DEPTH} levels`, peek().offset);
    let left = parseUnary();
    for (;;) {
      const token = peek();
      const precedence = token.kind === 'operator' ? (PRECEDENCE[token.text] ?? 0) : 0;
      if (precedence < least || precedence === 0) break;
      next();
      left = { kind: 'binary', operator: token.text, left, right: parseBinary(precedence + 1) };
    }
    depth--;
    return left;
  };

  const parseUnary = (): Expression => {
    const token = peek();
    if (token.kind === 'operator' && (token.text === '!' || token.text === '-')) {
      if (++depth > MAX_DEPTH)
        throw new ExpressionError(`nesting of at most ${MAX_DEPTH} levels`, token.offset);
      next();
      const operand = parseUnary();
      depth--;
      return { kind: 'unary', operator: token.text, operand };
    }
    return parseMember();
  };

  const parseMember = (): Expression => {
    let value = parsePrimary();
    while (peek().text === '.') {
      next();
      const member = next();
      if (member.kind !== 'name') throw new ExpressionError('the name of a field', member.offset);
      value = { kind: 'member', object: value, member: member.text };
    }
    return value;
  };

  const parsePrimary = (): Expression => {
    const token = next();
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'name') {
      if (peek().text !== '(') return { kind: 'name', name: token.text };
      next();
      const list: Expression[] = [];
      while (peek().text !== ')') {
        if (list.length > 0) expectOperator(',');
        list.push(parseBinary(1));
      }
      next();
      return { kind: 'call', name: token.text, arguments: list };
    }
    if (token.text === '(') {
      const value = parseBinary(1);
      expectOperator(')');
      return value;
    }
    throw new ExpressionError('a number, a name or "("', token.offset);
  };

  const expression = parseBinary(1);
  if (peek().kind !== 'end') throw new ExpressionError('an operator or the end', peek().offset);
  return expression;
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let offset = 0;
  while (text.slice(offset).trim() !== '') {
    const match = TOKEN.exec(text);
    if (!match) throw new ExpressionError('a number, a name or an operator', offset);
    const [whole, number, name, operator] = match;
    const kind = number !== undefined ? 'number' : name !== undefined ? 'name' : 'operator';
    const token = number ?? name ?? operator;
    tokens.push({ kind, text: token, offset: offset + whole.length - token.length });
    offset = TOKEN.lastIndex;
  }
  tokens.push({ kind: 'end', text: '', offset: text.length });
  return tokens;
}
