import type { Override } from '../../model/index.ts';
import type { Run } from '../engine/tasks.ts';

/** All that the page shows comes out of this, and all of it stands in the link. */
export interface ExplorerState {
  machine: string;
  system: string;
  /** The system to compare with. */
  against: string;
  workload: string;
  test: string;
  seed: string;
  /** A whole number. */
  replications: string;
  /** What differs from the files, by path, in the order in which it was set. */
  set: ReadonlyMap<string, string>;
}

export const INITIAL: ExplorerState = {
  machine: 'pentium-133',
  system: 'l4linux',
  against: 'linux',
  workload: 'getpid',
  test: 'getpid',
  seed: '1',
  replications: '1',
  set: new Map(),
};

/** What a link says by a word each. */
const WORDS = ['machine', 'system', 'against', 'workload', 'test', 'seed', 'replications'] as const;

/** Replications of a run in a page: up to 99. */
const COUNT = /^[1-9][0-9]?$/;

/** The part of a link behind `#`. */
export function hashOf(state: ExplorerState): string {
  const words = WORDS.map((word): [string, string] => [word, state[word]]);
  const set = [...state.set].map(([path, value]): [string, string] => ['set', `${path}=${value}`]);
  return `#${new URLSearchParams([...words, ...set]).toString()}`;
}

/** The state of a link; what it does not say, or nobody can read, is as it was at first. */
export function stateOf(hash: string): ExplorerState {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const words = WORDS.map((word) => [word, parameters.get(word) ?? INITIAL[word]]);
  const set = parameters.getAll('set').flatMap((text): [string, string][] => {
    const at = text.indexOf('=');
    return at < 1 ? [] : [[text.slice(0, at), text.slice(at + 1)]];
  });
  const state = { ...(Object.fromEntries(words) as unknown as ExplorerState), set: new Map(set) };
  return COUNT.test(state.replications) ? state : { ...state, replications: INITIAL.replications };
}

function overridesOf({ set }: ExplorerState): Override[] {
  return [...set].map(([path, value]) => ({ path, value }));
}

/** The run of one of the systems of a state. */
export function runOf(state: ExplorerState, system: string): Run {
  const { machine, workload, test, seed } = state;
  const replications = Number(state.replications);
  return { machine, system, workload, test, seed, replications, overrides: overridesOf(state) };
}

/**
 * The command that gives the same numbers.
 * @param quick of a job mix, which runs at few loads here
 */
export function commandOf(run: Run, set: readonly Override[], quick = false): string {
  const { machine, system, workload, test, seed, replications } = run;
  const words = ['npx', 'ukperf', 'run', workload, test, '--system', system, '--machine', machine];
  if (seed !== INITIAL.seed) words.push('--seed', seed);
  if (replications !== Number(INITIAL.replications)) words.push('--replications', String(replications));
  if (quick) words.push('--quick');
  for (const { path, value } of set) words.push('--set', `${path}=${value}`);
  return words.map(quoted).join(' ');
}

/** A word as a shell reads it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
