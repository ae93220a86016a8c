import { medianSorted } from 'simple-statistics';
import type { Machine } from '../../model/hardware/machine.ts';
import { LINE_BYTES, WORD_BYTES } from '../../model/hardware/layout.ts';
import { SpecError } from '../../model/document/problem.ts';
import { nearestSize, type Plateau } from './latency-curve.ts';
import { curveOf, latencyBlocks, type MemoryLevels } from './memory-levels.ts';
import type { Block, ResultFile } from './result-file.ts';
import type { Rules } from './rules.ts';

const BYTES_PER_MB = 1e6;
const NS_PER_S = 1e9;
const KIB = 1024;

/** lmbench prints sizes with five decimals of a MiB. */
const inKib = (bytes: number): string => (bytes / KIB).toFixed(1);

/** One value of a profile that the result file tells. */
export interface HardwareValue {
  path: string;
  /** In MHz, bytes, cycles, or a count. */
  value: number;
  unit: 'MHz' | 'KiB' | 'cycles' | '';
  range?: [number, number];
  /** Which rows of the file, and what was made of them. */
  from: string;
  line: number;
}

/** Cycles a nanosecond, from the line `[mhz: 133 MHz, 7.52 nanosec clock]`. @throws SpecError */
export function clockOf({ file, settings, lines }: ResultFile): HardwareValue & { perNs: number } {
  const setting = settings.get('mhz');
  const mhz = Number(/^(\d+(?:\.\d+)?) MHz/.exec(setting?.value ?? '')?.[1]);
  if (!setting || !(mhz > 0)) {
    const found = setting ? JSON.stringify(setting.value) : 'no such line';
    throw new SpecError([
      {
        file,
        line: setting?.line ?? lines,
        column: 1,
        key: 'mhz',
        expected: 'a line [mhz: N MHz, ...]',
        found,
      },
    ]);
  }
  return {
    path: 'processor.clock',
    value: mhz,
    unit: 'MHz',
    from: '[mhz]',
    line: setting.line,
    perNs: (mhz * BYTES_PER_MB) / NS_PER_S,
  };
}

/** What the latency curve says of sizes and first words, in cycles of the clock. */
export function latencyValues(levels: MemoryLevels, base: Machine, perNs: number): HardwareValue[] {
  const { block, l1, l2, memory, l1Edge, l2Edge } = levels;
  const curve = `"${block.title}`;
  const size = (path: string, edge: number, ways: number): HardwareValue => ({
    path,
    value: nearestSize(edge, ways * LINE_BYTES),
    unit: 'KiB',
    from: `${curve}, the curve rises at ${inKib(edge)} KiB`,
    line: block.line,
  });
  const firstWord = (path: string, level: Plateau): HardwareValue => {
    const beyond = (latency: number, hit: number): number => Math.max(0, latency - hit) * perNs;
    return {
      path,
      value: beyond(level.latency, l1.latency),
      unit: 'cycles',
      range: [beyond(level.least, l1.latency), beyond(level.most, l1.latency)],
      from: `${curve}, ${level.latency} ns less ${l1.latency} of L1, from ${inKib(level.from)} to ${inKib(level.to)} KiB`,
      line: block.line,
    };
  };
  const values = [size('caches.l1-data.size', l1Edge, base.caches['l1-data'].ways)];
  if (l2 && l2Edge !== undefined)
    values.push(size('caches.l2.size', l2Edge, base.caches.l2.ways), firstWord('caches.l2-first-word', l2));
  values.push(firstWord('memory.first-word', memory));
  return values;
}

/**
 * What the bandwidths say: the rest of a line is what reading it in order takes beyond L1 and beyond the first word; a
 * posted word is what writing one takes in memory.
 */
export function bandwidthValues(
  { blocks }: ResultFile,
  levels: MemoryLevels,
  latencies: readonly HardwareValue[],
  base: Machine,
  rules: Rules,
  perNs: number,
): HardwareValue[] {
  const find = (title: string): Block | undefined => blocks.find((block) => block.title === title);
  const reads = find('Memory read bandwidth');
  const writes = find('Memory write bandwidth');
  const cycles = (bytes: number, bandwidth: number): number =>
    (bytes / (bandwidth * BYTES_PER_MB)) * NS_PER_S * perNs;
  const share = rules['bandwidth-share-of-level'];
  const values: HardwareValue[] = [];
  const firstWord = (path: string): number | undefined =>
    latencies.find((value) => value.path === path)?.value;

  if (reads) {
    const line = (low: number, high: number): number | undefined => {
      const within = reads.points.filter(
        ({ x, y }) => y > 0 && x * BYTES_PER_MB > low && x * BYTES_PER_MB <= high * share,
      );
      if (within.length === 0) return undefined;
      return medianSorted(within.map(({ y }) => cycles(LINE_BYTES, y)).sort((a, b) => a - b));
    };
    const last = reads.points[reads.points.length - 1];
    const inL1 = line(0, levels.l1Edge);
    const add = (path: string, whole: number | undefined, first: number | undefined): void => {
      if (whole === undefined || inL1 === undefined || first === undefined) return;
      const rest = whole - inL1 - first / base.caches['misses-in-flight'];
      if (rest > 0)
        values.push({
          path,
          value: rest,
          unit: 'cycles',
          from: `Memory read bandwidth, less the first word`,
          line: reads.line,
        });
    };
    if (levels.l2Edge !== undefined)
      add(
        'caches.l2-rest-of-line',
        line(levels.l1Edge / share, levels.l2Edge),
        firstWord('caches.l2-first-word'),
      );
    if (last.x * BYTES_PER_MB > (levels.l2Edge ?? levels.l1Edge) / share)
      add('memory.rest-of-line', cycles(LINE_BYTES, last.y), firstWord('memory.first-word'));
  }
  const lastWrite = writes?.points[writes.points.length - 1];
  if (writes && lastWrite && lastWrite.y > 0)
    values.push({
      path: 'memory.write-word',
      value: cycles(WORD_BYTES, lastWrite.y),
      unit: 'cycles',
      from: `Memory write bandwidth, ${lastWrite.y} MB/s`,
      line: lastWrite.line,
    });
  return values;
}

/**
 * What the file says of the TLB: its reach, and a page walk. A walk is the second number of the `tlb:` line, or what a load in
 * every page takes more than one in every line over the same bytes: both walks fit the same caches. The least such
 * difference counts, for DRAM pages add to the others.
 */
export function tlbValues(
  result: ResultFile,
  levels: MemoryLevels,
  base: Machine,
  rules: Rules,
  perNs: number,
): HardwareValue[] {
  const row = result.rows.find(({ label, unit }) => label === 'tlb' && unit === 'pages');
  const values: HardwareValue[] = [];
  const { entries: baseEntries, ways } = base.tlb.data;
  const entries = row && row.value > 0 ? nearestSize(row.value, ways) : baseEntries;
  if (row && row.value > 0)
    values.push({
      path: 'tlb.data.entries',
      value: entries,
      unit: '',
      from: `tlb: ${row.value} pages`,
      line: row.line,
    });
  const walk = (ns: number, from: string, line: number): void => {
    if (ns > 0)
      values.push({
        path: 'tlb.walk-level',
        value: (ns * perNs) / rules['page-walk-levels'],
        unit: 'cycles',
        from,
        line,
      });
  };
  if (row?.second !== undefined) {
    walk(row.second, `tlb: ${row.second} ns`, row.line);
    return values;
  }
  const paged = latencyBlocks(result).find(({ stride }) => stride === rules['page-stride']);
  if (!paged) return values;
  const reach = entries * rules['page-stride'] * rules['beyond-reach'];
  const adders = curveOf(paged.block)
    .filter(({ size }) => size >= reach)
    .flatMap(({ size, latency }) => {
      const same = levels.points.find((point) => point.size === size);
      return same ? [latency - same.latency] : [];
    });
  if (adders.length > 0)
    walk(Math.min(...adders), `"${paged.block.title}, less "${levels.block.title}`, paged.block.line);
  return values;
}
