import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE } from '../../api/disk-library.ts';
import { KINDS } from '../../model/index.ts';
import { FILE_KINDS } from '../../lint/kinds.ts';
import { saveResultTo, saveSweepTo } from './saved.ts';

/** What an input is read as: a kind of YAML file, or one of the other things that users hand in. */
export type Subject = string;

/** A right file from which inputs are made. */
export interface Sample {
  subject: Subject;
  /** A path in the package, or in a directory of results. */
  file: string;
  text: string;
}

/** Subjects that are no kind of YAML file. */
export const LMBENCH = 'lmbench';
export const RESULT = 'result';
export const SWEEP_DIRECTORY = 'sweep directory';

/** Every shipped file of a kind that users write too, and the files of saved results. */
export function readCorpus(): Sample[] {
  return [...shippedFiles(), ...lmbenchResults(), ...savedResults()];
}

function shippedFiles(): Sample[] {
  return FILE_KINDS.flatMap(({ name, files }) =>
    eachOf(files)
      .flatMap((pattern) => pathsBelow(pattern.split('*', 1)[0]))
      .filter((file) => name !== 'settings' || file.includes('settings'))
      .map((file) => ({ subject: name, file, text: readFileSync(join(PACKAGE, file), 'utf8') })),
  );
}

/** The patterns that one with alternatives in front, `{a,b}/*.yaml`, stands for. */
function eachOf(pattern: string): string[] {
  const [, alternatives, rest] = /^\{([^}]*)\}(.*)$/.exec(pattern) ?? [];
  return alternatives === undefined ? [pattern] : alternatives.split(',').map((one) => `${one}${rest}`);
}

/** YAML files in a directory of the package, those in directories below it only for what is found there by name. */
function pathsBelow(directory: string): string[] {
  if (directory.endsWith('.yaml')) return [directory];
  const deep = Object.values(KINDS).some((place) => directory === `${place}/`);
  return readdirSync(join(PACKAGE, directory), { withFileTypes: true, recursive: deep })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name).slice(PACKAGE.length + 1))
    .sort();
}

function lmbenchResults(): Sample[] {
  const directory = 'test/data/lmbench';
  return readdirSync(join(PACKAGE, directory)).map((name) => ({
    subject: LMBENCH,
    file: `${directory}/${name}`,
    text: readFileSync(join(PACKAGE, directory, name), 'utf8'),
  }));
}

/** The files of a small result and of a small sweep, as commands save them. */
function savedResults(): Sample[] {
  const directory = mkdtempSync(join(tmpdir(), 'ukperf-fuzz-'));
  try {
    const of = (subject: Subject, place: string, files: readonly string[]): Sample[] =>
      files.map((file) => ({ subject, file, text: readFileSync(join(place, file), 'utf8') }));
    const result = join(directory, 'result');
    saveResultTo(result);
    const sweep = join(directory, 'sweep');
    saveSweepTo(sweep);
    return [
      ...of(RESULT, result, ['result.json']),
      ...of(SWEEP_DIRECTORY, sweep, ['sweep.json', 'runs/00000000.jsonl']),
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
}
