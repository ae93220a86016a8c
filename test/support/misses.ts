import { expect } from 'chai';
import { parse, stringify } from 'yaml';
import type { Processor } from '../../model/hardware/processor.ts';
import { Simulation } from '../../model/kernels/engine/simulation.ts';
import { loadMachine } from '../../model/library.ts';
import { library } from './shipped.ts';
import { toy } from './toy.ts';

/** What is lost, each time a number of instructions has run. */
export interface Disturbance {
  every: number;
  lose: 'tlb' | 'l1' | 'l2';
  /** How many lines of L2. */
  lines?: number;
}

/** Misses for 100 instructions. Stores are counted word by word: they do not allocate. */
export interface Misses {
  l1Code: number;
  l1Read: number;
  l1Write: number;
  l2Code: number;
  l2Read: number;
  l2Write: number;
  itlb: number;
  dtlb: number;
}

export interface Alone {
  /** A locality of workload `compile`, and the pages of its working set. */
  locality: string;
  codePages: number;
  dataPages: number;
  /** Instructions before the count begins, and those counted. */
  before: number;
  counted: number;
  disturbance?: Disturbance;
}

const PER = 100;

export const SEEDS = ['a', 'b', 'c'];
export const cc1: Alone = { locality: 'cc1', codePages: 270, dataPages: 490, before: 4e6, counted: 8e6 };

/** Expects a value within a share of what was measured. */
export function near(value: number, measured: number, tolerance: number, what: string): void {
  expect(value / measured, `${what}: ${value} against ${measured}`).to.be.within(
    1 - tolerance,
    1 + tolerance,
  );
}

/** Runs user code with a locality alone on the machine before the fit, nothing of a kernel beside it, over some drawings of page frames. */
export function missesAlone(alone: Alone, seeds: readonly string[]): Misses {
  const { locality, codePages, dataPages, before, counted } = alone;
  const work = (instructions: number): string =>
    `[{ work: ${instructions}, locality: ${locality}, code: { segment: text, pages: ${codePages} }, data: { segment: bss, pages: ${dataPages} } }]`;
  const { localities } = parse(library.read('model/workloads/compile.yaml')!) as {
    localities: Record<string, { window: { value: number } }>;
  };
  // Nothing is extrapolated.
  localities[locality].window.value = before + counted;
  const program = toy
    .append('workload', stringify({ localities }))
    .replace('workload', 'binary: { pages: 4', `binary: { pages: ${codePages}`)
    .replace('workload', 'text: { pages: 2', `text: { pages: ${codePages}`)
    .replace('workload', 'bss: { pages: 16', `bss: { pages: ${dataPages}`)
    .steps('before', work(before))
    .steps('measured', work(counted))
    .program();
  const { machine } = loadMachine(library, 'pentium-133-sourced');
  const sums: Misses = {
    l1Code: 0,
    l1Read: 0,
    l1Write: 0,
    l2Code: 0,
    l2Read: 0,
    l2Write: 0,
    itlb: 0,
    dtlb: 0,
  };
  for (const seed of seeds) {
    const simulation = new Simulation(program, machine, { seed });
    count(simulation['processor'], sums, before, alone.disturbance);
    simulation.run('main');
  }
  for (const key of Object.keys(sums) as (keyof Misses)[]) sums[key] *= PER / (counted * seeds.length);
  return sums;
}

/** How many misses more one disturbance costs. */
export function misses(more: number, than: number, { every }: Disturbance): number {
  return ((more - than) * every) / PER;
}

/** Counts the misses of user code from a number of instructions on, and disturbs it. */
function count(
  processor: Processor,
  sums: Misses,
  before: number,
  disturbance: Disturbance | undefined,
): void {
  const { l1Instruction, l1Data, l2, instructionTlb, dataTlb } = processor;
  const original = {
    fetch: processor.fetch.bind(processor),
    load: processor.load.bind(processor),
    store: processor.store.bind(processor),
    execute: processor.execute.bind(processor),
    translateCode: processor.translateCode.bind(processor),
    translateData: processor.translateData.bind(processor),
  };
  let instructions = 0;
  let lost = 0;
  const add = (key: keyof Misses, missed: boolean, times = 1): void => {
    if (missed && instructions >= before) sums[key] += times;
  };
  processor.fetch = (line) => {
    add('l1Code', !l1Instruction.holds(line));
    add('l2Code', !l1Instruction.holds(line) && !l2.holds(line));
    original.fetch(line);
  };
  processor.load = (line) => {
    add('l1Read', !l1Data.holds(line));
    add('l2Read', !l1Data.holds(line) && !l2.holds(line));
    original.load(line);
  };
  processor.store = (line, words) => {
    add('l1Write', !l1Data.holds(line), words);
    add('l2Write', !l1Data.holds(line) && !l2.holds(line), words);
    original.store(line, words);
  };
  processor.translateCode = (page, space, entryLine) => {
    add('itlb', !instructionTlb.keys.includes(page));
    original.translateCode(page, space, entryLine);
  };
  processor.translateData = (page, space, entryLine) => {
    add('dtlb', !dataTlb.keys.includes(page));
    original.translateData(page, space, entryLine);
  };
  processor.execute = (steps) => {
    original.execute(steps);
    instructions += steps;
    if (!disturbance || instructions < lost + disturbance.every) return;
    lost = instructions;
    if (disturbance.lose === 'tlb') processor.flushTlbs();
    else if (disturbance.lose === 'l1') [l1Instruction, l1Data].forEach((cache) => cache.clear());
    else for (let line = 0; line < disturbance.lines!; line++) l2.lines[draw(l2.sets)] = -1;
  };
}

let drawn = 1;

/** A number below a bound, by a generator of this test's own. */
function draw(bound: number): number {
  drawn = (Math.imul(drawn, 1664525) + 1013904223) >>> 0;
  return Math.floor((drawn / 2 ** 32) * bound);
}
