import { useEffect, useState } from 'preact/hooks';
import type { Run, RunResult, TaskName, Tasks } from '../engine/tasks.ts';
import { messageOf } from './messages.tsx';
import { Pool } from './pool.ts';

const pool = new Pool();

/** What came of something that was asked for. */
export interface Asked<Output> {
  output?: Output;
  problem?: string;
}

/** The answer to one question; the old one stays until the new one is there. */
export function useTask<Name extends TaskName>(
  name: Name,
  input: Tasks[Name]['input'],
): Asked<Tasks[Name]['output']> {
  const [asked, setAsked] = useState<Asked<Tasks[Name]['output']>>({});
  useEffect(() => {
    let current = true;
    pool
      .ask(name, input, () => current)
      .then(
        (output) => {
          if (current && output !== undefined) setAsked({ output });
        },
        (error: unknown) => {
          if (current) setAsked({ problem: messageOf(error) });
        },
      );
    return () => {
      current = false;
    };
  }, [name, JSON.stringify(input)]);
  return asked;
}

/** The results of several runs, as they come. */
export function useRuns(runs: readonly Run[]): {
  results: (RunResult | undefined)[];
  problem: string | undefined;
} {
  const [results, setResults] = useState<(RunResult | undefined)[]>([]);
  const [problem, setProblem] = useState<string>();
  const key = JSON.stringify(runs);
  useEffect(() => {
    let current = true;
    setResults((old) => (old.length === runs.length ? old : runs.map(() => undefined)));
    runs.forEach((run, index) => {
      pool
        .ask('measure', run, () => current)
        .then(
          (result) => {
            if (current) setResults((old) => old.map((each, at) => (at === index ? result : each)));
          },
          (error: unknown) => {
            if (current) setProblem(messageOf(error));
          },
        );
    });
    return () => {
      current = false;
    };
  }, [key]);
  return { results: runs.map((_, index) => results[index]), problem };
}
