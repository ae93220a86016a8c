/** One fault in a user's file: where it stands, what was expected there and what was found. */
export interface Problem {
  /** Path of the file, as the library has it. */
  file: string;
  /** Counted from 1. */
  line: number;
  /** Counted from 1. */
  column: number;
  /** Path of keys to the faulty place, such as `caches.l1-data.size`. */
  key: string;
  /** What should stand there. */
  expected: string;
  /** What stands there. */
  found: string;
}

/** Prints a problem as one line: `file:line:column: key: expected ..., found ...`. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, key, expected, found } = problem;
  return `${file}:${line}:${column}: ${key === '' ? '' : `${key}: `}expected ${expected}, found ${found}`;
}

/** The most problems that a message tells: after that many, the rest is noise. */
const MAX_TOLD = 20;

/** Wrong input: carries every problem that was found; the message tells the first of them, a line each. */
export class SpecError extends Error {
  /** In the order of the file. */
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const rest = problems.length - MAX_TOLD;
    const more = rest > 0 ? [`and ${rest} more (ukperf lint tells all)`] : [];
    super([...problems.slice(0, MAX_TOLD).map(formatProblem), ...more].join('\n'));
    this.name = 'SpecError';
    this.problems = problems;
  }
}

/** A value as a short text for the `found` part of a problem. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') {
    const keys = Object.keys(value);
    return `a map with ${keys.length === 0 ? 'no keys' : `the keys ${keys.slice(0, 4).join(', ')}${keys.length > 4 ? ', ...' : ''}`}`;
  }
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
