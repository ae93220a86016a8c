import { expect } from 'chai';
import { SpecError, type Problem } from '../../model/document/problem.ts';
import { replaceOnce, toy, TOY_FILES, type Toy, type ToyFile } from './toy.ts';

/** Stands in the text of a mistake right before the place that a message must point at; it is taken out. */
const MARK = '§';

/** One wrong text in one file of the toy system, and what the user must be told about it. */
export interface Mistake {
  name: string;
  /** The text that is replaced, and what replaces it. */
  from: string;
  to: string;
  key: string;
  expected: string | RegExp;
  found: string | RegExp;
}

/** Declares a test for each mistake of a file. */
export function refuses(file: ToyFile, mistakes: readonly Mistake[]): void {
  for (const mistake of mistakes) {
    it(mistake.name, () => {
      const marked = replaceOnce(toy.read(TOY_FILES[file])!, mistake.from, mistake.to);
      const { text, line, column } = takeMark(marked);
      const problems = problemsOf(toy.with(TOY_FILES[file], text));
      expect(problems.map(formatted), 'problems').to.have.lengthOf(1);
      const [problem] = problems;
      expect(problem).to.deep.include({ file: TOY_FILES[file], line, column, key: mistake.key });
      matches(problem.expected, mistake.expected);
      matches(problem.found, mistake.found);
    });
  }
}

/** A mistake in the steps of the path `measured`; `key` is relative to its steps. */
export function inSteps(
  name: string,
  steps: string,
  key: string,
  expected: string | RegExp,
  found: string | RegExp,
): Mistake {
  const head = 'measured: { params: { left: channel, right: channel }, steps:';
  return {
    name,
    from: `${head} [] }`,
    to: `${head} ${steps} }`,
    key: `paths.measured.steps${key}`,
    expected,
    found,
  };
}

/** The problems for which a system is refused; none when it is accepted. */
export function problemsOf(system: Toy): readonly Problem[] {
  try {
    system.machine();
    system.program();
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
  return [];
}

/** Takes the mark out of a text, and tells line and column (from 1) at which it stood. */
export function takeMark(marked: string): { text: string; line: number; column: number } {
  const text = replaceOnce(marked, MARK, '');
  const before = marked.slice(0, marked.indexOf(MARK)).split('\n');
  return { text, line: before.length, column: before.at(-1)!.length + 1 };
}

function matches(text: string, wanted: string | RegExp): void {
  if (typeof wanted === 'string') expect(text).to.equal(wanted);
  else expect(text).to.match(wanted);
}

function formatted({ line, column, key, expected, found }: Problem): string {
  return `${line}:${column} ${key}: ${expected} / ${found}`;
}
