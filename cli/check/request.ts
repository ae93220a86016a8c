import { relative, resolve, sep } from 'node:path';
import type { Override, Precision } from '../../model/index.ts';
import type { LockRequest } from '../../results/lock/lock.ts';
import { SHIPPED } from '../experiment-lists.ts';
import { defaultPrecision } from '../options.ts';

/** Options that say what is run; only those that were given. */
export interface Given {
  experiments?: string[];
  targets?: string[];
  only?: string[];
  machine?: string;
  seed?: string;
  replications?: number;
  precision?: Precision;
  quick?: boolean;
  set?: Override[];
}

/** Replications of what is neither quick nor a whole workload. */
export const REPLICATIONS = 5;

const FIRST: LockRequest = {
  experiments: [SHIPPED],
  seed: '1',
  replications: REPLICATIONS,
  precision: defaultPrecision.halfWidth,
  quick: false,
};

/**
 * What is run: what was given, and for the rest what was run before.
 * @param directory from which the request names its files; the options name theirs from the working directory
 */
export function requestOf(given: Given, directory: string, before: LockRequest = FIRST): LockRequest {
  const named = (file: string): string => relative(directory, resolve(file)).split(sep).join('/');
  const { experiments, targets, only, machine, seed, set } = given;
  return {
    experiments: experiments?.map((file) => (file === SHIPPED ? file : named(file))) ?? before.experiments,
    ...defined('targets', targets?.map(named) ?? before.targets),
    ...defined('only', only ?? before.only),
    ...defined('machine', machine && /\.ya?ml$/.test(machine) ? named(machine) : (machine ?? before.machine)),
    seed: seed ?? before.seed,
    ...repetition(given, before),
    ...defined('set', set ? Object.fromEntries(set.map(({ path, value }) => [path, value])) : before.set),
  };
}

/** How often everything is run: quick is once; a number of replications, or a precision, is not quick. */
function repetition(
  { quick, replications, precision }: Given,
  before: LockRequest,
): Pick<LockRequest, 'replications' | 'precision' | 'quick'> {
  if (quick) return { replications: 1, quick };
  if (replications === undefined && precision === undefined) {
    const { replications, precision, quick } = before;
    return { replications, quick, ...defined('precision', precision) };
  }
  const rest = before.quick ? FIRST : before;
  return {
    replications: replications ?? rest.replications,
    ...defined('precision', precision?.halfWidth ?? rest.precision),
    quick: false,
  };
}

const defined = <Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): Partial<Record<Key, Value>> => (value === undefined ? {} : ({ [key]: value } as Record<Key, Value>));
