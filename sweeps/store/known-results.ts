import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ResultError } from '../../results/inputs.ts';
import type { RunResult } from '../execution/run-result.ts';
import { readResults } from './chunks.ts';
import { readRecord } from './sweep-record.ts';

/** Directories of sweeps of the same engine in a directory, but for one. */
export function sweepsIn(parent: string, engine: string, but: string): string[] {
  let names: string[];
  try {
    names = readdirSync(parent);
  } catch {
    return [];
  }
  return names
    .map((name) => join(parent, name))
    .filter((directory) => resolve(directory) !== resolve(but) && engineOf(directory) === engine);
}

/** Results of other sweeps, by the hash of all that they depend on. A damaged file has nothing to learn from. */
export function knownResults(directories: readonly string[]): Map<string, RunResult> {
  const known = new Map<string, RunResult>();
  for (const directory of directories)
    try {
      for (const result of readResults(directory)) known.set(result.key, result);
    } catch (error) {
      if (!(error instanceof ResultError)) throw error;
    }
  return known;
}

function engineOf(directory: string): string | undefined {
  try {
    return readRecord(directory)?.engine;
  } catch {
    // Something else that lies there, or a damaged sweep: nothing to learn from it.
    return undefined;
  }
}
