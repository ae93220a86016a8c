import { describe, SpecError } from '../../model/document/problem.ts';
import type { SourceText } from '../../model/document/document.ts';

/** A measured value on a line of its own: `Pipe latency: 25.1 microseconds`. */
export interface Row {
  line: number;
  label: string;
  value: number;
  unit: string;
  /** What a second number on the line says: `tlb: 64 pages 187.5 nanoseconds`. */
  second?: number;
}

/** Pairs of numbers under a heading: `"stride=128`, then sizes and latencies. */
export interface Block {
  line: number;
  /** The heading, without its quotation mark. */
  title: string;
  /** The plain heading above it, such as `Random load latency`. */
  section: string;
  points: { line: number; x: number; y: number }[];
}

/** A result file of lmbench 2 or 3. */
export interface ResultFile {
  file: string;
  /** What stands in the first line: version, machine, kernel. */
  title: string;
  /** `[KEY: value]` lines by their key in small letters. */
  settings: ReadonlyMap<string, { line: number; value: string }>;
  rows: readonly Row[];
  blocks: readonly Block[];
  lines: number;
  /** Lines that say nothing known. */
  skipped: { count: number; first: number };
}

const NUMBER = String.raw`[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?`;
const FIRST_LINE = /^\[(?<program>lmbench-?(?<version>\d)\S*) results for (?<box>.*)\]$/i;
const SETTING = /^\[([A-Za-z_]+): ?(.*)\]$/;
const REMARK = /^\[.*\]$/;
const ROW = new RegExp(String.raw`^(\S.*?):\s+(${NUMBER}) ([A-Za-z/]+)(?: (${NUMBER}) nanoseconds)?$`);
const POINT = new RegExp(String.raw`^\s*(?<x>${NUMBER})\s+(?<y>${NUMBER})(?:\s+(?<unit>MB|KB)/sec)?$`);
const HEADING = /^[A-Z][A-Za-z ]+$/;
/** The end of a block of points; one that is no number may be a line that is cut short. */
const BEGINS_WITH_NUMBER = /^\s*[-+]?[\d.]/;
const VERSIONS = ['2', '3'];
const KB_PER_MB = 1000;

/**
 * Reads a result file as `scripts/getsummary` of lmbench does, by the beginnings of its lines.
 *
 * Lines that mean nothing to it are counted. A row with a known label and no number, a point that is none, and a file without the
 * closing `[date]` line are faults.
 * @param labels beginnings of rows that must be right
 * @param partial take a file that ends early
 * @throws SpecError with the line of the first fault
 */
export function parseResultFile(
  { file, text }: SourceText,
  labels: readonly string[],
  partial = false,
): ResultFile {
  const lines = text.split(/\r?\n/);
  const fault = (line: number, key: string, expected: string, found: string): never => {
    throw new SpecError([{ file, line, column: 1, key, expected, found }]);
  };
  const binary = lines.findIndex((line) => /[\0\ufffd]/.test(line));
  if (binary >= 0) fault(binary + 1, '', 'the text of an lmbench 2 or 3 result file', 'binary data');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) fault(1, '', 'an lmbench 2 or 3 result file', 'an empty file');
  const title = FIRST_LINE.exec(lines[first].trim())?.groups;
  const wanted = 'a first line [lmbench2.x results for ...] or [lmbench3.x results for ...]';
  if (!title || !VERSIONS.includes(title['version'])) fault(first + 1, '', wanted, quote(lines[first]));

  const settings = new Map<string, { line: number; value: string }>();
  const rows: Row[] = [];
  const blocks: Block[] = [];
  const skipped = { count: 0, first: 0 };
  let section = '';
  let block: Block | undefined;
  let last = first;
  for (let index = first + 1; index < lines.length; index++) {
    const text = lines[index].trimEnd();
    const line = index + 1;
    if (text !== '') last = index;
    const point = POINT.exec(text)?.groups;
    if (block && point) {
      const scale = point['unit'] === 'KB' ? KB_PER_MB : 1;
      block.points.push({ line, x: Number(point['x']), y: Number(point['y']) / scale });
      continue;
    }
    if (block && block.points.length > 0 && BEGINS_WITH_NUMBER.test(text))
      fault(line, block.title, 'two numbers', quote(text));
    const setting = SETTING.exec(text);
    const row = ROW.exec(text);
    if (text === '') {
      block = undefined;
    } else if (setting) {
      settings.set(setting[1].toLowerCase(), { line, value: setting[2].trim() });
    } else if (REMARK.test(text)) {
      // The load of the machine, its network, the date.
    } else if (row) {
      const [, label, value, unit, second] = row;
      const slow = unit === 'KB/sec';
      rows.push({
        line,
        label,
        value: slow ? Number(value) / KB_PER_MB : Number(value),
        unit: slow ? 'MB/sec' : unit,
        ...(second === undefined ? {} : { second: Number(second) }),
      });
    } else if (text.startsWith('"') || HEADING.test(text)) {
      const quoted = text.startsWith('"');
      if (!quoted) section = text;
      block = { line, title: quoted ? text.slice(1) : text, section, points: [] };
      blocks.push(block);
    } else {
      const label = labels.find((known) => text.startsWith(`${known}:`));
      if (label !== undefined)
        fault(line, label, 'a number and its unit', quote(text.slice(label.length + 1)));
      if (skipped.count++ === 0) skipped.first = line;
    }
  }
  if (!partial && !REMARK.test(lines[last].trim()))
    fault(last + 1, '', 'the closing line [date] of a complete result file', quote(lines[last]));
  return {
    file,
    title: `${title?.['program']}, ${title?.['box']}`,
    settings,
    rows,
    blocks: blocks.filter(({ points }) => points.length > 0),
    lines: lines.length,
    skipped,
  };
}

const quote = (text: string): string => describe(text.trim());
