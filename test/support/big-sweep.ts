import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MAIN } from './command-line.ts';
import { until, type Processes, type Started } from './processes.ts';

/** Ten thousand points of one getpid each. */
const SWEEP = `sweep: many
title: Many
text: What do TLB misses and exceptions cost?
replications: 1
measures:
  call: { title: getpid, workload: getpid, test: getpid }
variants:
  linux: { title: native, system: linux }
parameters:
  walk: { title: walk, set: tlb.walk-level, from: 1 cycles, to: 100 cycles, steps: 100 }
  exception: { title: exception, set: privilege.exception, from: 1 cycles, to: 100 cycles, steps: 100 }
`;
/** The rows tell the name that was asked for, which must be the same everywhere. */
const FILE = 'many.yaml';
const RUNS = 10_000;
const CHUNK = 100;
export const CHUNKS = RUNS / CHUNK;

/** A sweep that is run in a directory of its own, with what it is run with. */
export class BigSweep {
  readonly directory: string;
  private readonly processes: Processes;
  private readonly environment: Record<string, string>;

  constructor(processes: Processes, name: string, environment: Record<string, string> = {}) {
    this.processes = processes;
    this.environment = environment;
    writeFileSync(join(processes.directory, FILE), SWEEP);
    // None lies beside it from which results could be taken.
    this.directory = join(processes.directory, name, 'sweep');
  }

  start(...words: string[]): Started {
    return this.ukperf('sweep', FILE, '--out', this.directory, '--chunk', String(CHUNK), ...words);
  }

  ukperf(...words: string[]): Started {
    return this.processes.start(process.execPath, [MAIN, ...words], this.environment);
  }

  /** How many chunks are written. */
  written(): number {
    return this.files().length;
  }

  /** Waits until so many chunks are written. @throws Error when what runs the sweep ends before, or it takes longer than two minutes */
  async reached(chunks: number, running: Started): Promise<void> {
    let ended = false;
    void running.ended.then(() => (ended = true));
    const holds = (): boolean => {
      if (ended && this.written() < chunks) throw new Error(`ended before: ${running.output()}`);
      return this.written() >= chunks;
    };
    await until(`${chunks} chunks`, holds, 120);
  }

  /** Numbers of the runs whose results are there, in the order of the files. */
  runs(): number[] {
    return this.files().flatMap((name) =>
      readFileSync(join(this.directory, 'runs', name), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { run: number }).run),
    );
  }

  rows(): Buffer {
    return readFileSync(join(this.directory, 'rows.parquet'));
  }

  private files(): string[] {
    try {
      return readdirSync(join(this.directory, 'runs'))
        .filter((name) => name.endsWith('.jsonl'))
        .sort();
    } catch {
      return [];
    }
  }
}

let reference: Promise<Buffer> | undefined;

/** Fails unless each run is there once and the rows are those of a run on this machine. */
export async function expectWhole(sweep: BigSweep, processes: Processes): Promise<void> {
  reference ??= (async () => {
    const local = new BigSweep(processes, 'local');
    const { ended, output } = local.start('--json');
    expect(await ended, output()).to.equal(0);
    return local.rows();
  })();
  expect(sweep.runs()).to.deep.equal(Array.from({ length: RUNS }, (_, run) => run));
  expect(sweep.rows().equals(await reference), 'rows equal to those of a local run').to.equal(true);
}
