import { Document, visit } from 'yaml';
import type { Unit } from '../../model/units.ts';
import type { HardwareValue } from './hardware-values.ts';
import type { ResultFile } from './result-file.ts';
import type { TargetRow } from './target-rows.ts';

const DIGITS = 4;

/** Rounded as no measurement of lmbench is better. */
export function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** The text of a machine profile with the values of a result file. */
export function profileText(
  name: string,
  base: string,
  result: ResultFile,
  values: readonly HardwareValue[],
): string {
  const data: Record<string, unknown> = {
    machine: name,
    title: `Measured by ${result.title}`,
    extends: base,
  };
  for (const { path, value, unit, range, from, line } of values) {
    const written = (number: number): string | number => {
      if (unit === '') return number;
      return `${unit === 'KiB' ? number / KIB : rounded(number)} ${unit}`;
    };
    const keys = path.split('.');
    let map = data;
    for (const key of keys.slice(0, -1)) map = map[key] = (map[key] ?? {}) as Record<string, unknown>;
    map[keys[keys.length - 1]] = {
      value: written(value),
      source: `${result.file} line ${line}: ${from}`,
      status: 'measured',
      ...(range && range[0] < range[1] ? { range: range.map(written) } : {}),
    };
  }
  return textOf(
    `Made by ukperf machine import from ${result.file}. What the file does not tell is inherited.`,
    data,
  );
}

const KIB = 1024;

/** The text of a target file with the operating-system rows of a result file. */
export function targetText(
  name: string,
  system: string,
  result: ResultFile,
  rows: readonly TargetRow[],
): string {
  const experiments: Record<string, { source: string; role: string; tests: Record<string, unknown> }> = {};
  for (const { experiment, test, unit, value, line } of rows) {
    const entry = (experiments[experiment] ??= { source: '', role: 'calibration', tests: {} });
    entry.source += `${entry.source === '' ? `${result.file}, ${result.title}; lines ` : ', '}${line}`;
    entry.tests[test] = { unit: written(unit), [system]: rounded(value) };
  }
  return textOf(
    `Made by ukperf machine import from ${result.file}. lmbench 2 and 3 measure as lmbench 1.1 does, but for the rounding.`,
    { targets: name, machine: `${name}.yaml`, experiments },
  );
}

/** A unit as files write it: with the letter u. */
function written(unit: Unit): string {
  return unit.replace('\u00b5', 'u');
}

/** YAML with one entry a line. */
function textOf(comment: string, data: unknown): string {
  const document = new Document(data);
  document.commentBefore = ` ${comment}`;
  visit(document, {
    Map(_, node) {
      if (node.has('value') || node.has('unit')) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
