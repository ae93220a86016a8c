import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parquetMetadata } from 'hyparquet';
import { json, MAIN, temporaryFiles, ukperf, type Call } from '../support/command-line.ts';
import { SWEEP } from '../support/sweeps.ts';

const FAILING = `sweep: failing
title: Failing
text: A working set that is larger than the program.
replications: 1
measures:
  call: { title: call, workload: bursts, test: burst-and-call }
variants:
  linux: { title: native, system: linux }
parameters:
  pages: { title: pages, set: constants.data-pages, values: [1000000, 60, 61, 62] }
`;

const files = temporaryFiles({
  'own.yaml': SWEEP,
  'changed.yaml': SWEEP.replace('steps: 3', 'steps: 4'),
  // 1,500 runs: a few seconds of work.
  'many.yaml': SWEEP.replace('steps: 3, scale: log', 'steps: 500').replace(
    'from: 4 cycles, to: 9',
    'from: 1 cycles, to: 200',
  ),
  'failing.yaml': FAILING,
});
let made = 0;
/** A directory that no other sweep lies beside. */
const fresh = (): string => join(temporaryFiles({}), `s${++made}`);
const at = (name: string): string => join(files, name);
const rowsOf = (directory: string): Buffer => readFileSync(join(directory, 'rows.parquet'));

interface Report {
  points: number;
  runs: number;
  found: number;
  done: number;
  reused: number;
  missing: number;
  failed: number;
}

async function sweep(file: string, out: string, ...words: string[]): Promise<Report> {
  const { stdout, stderr } = await ukperf('sweep', at(file), '--out', out, '--json', ...words);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

/** Starts a sweep, ends it by a signal when it is time, and waits for its end. */
function ended(signal: NodeJS.Signals, isTime: () => boolean, ...words: string[]): Promise<Call> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, 'sweep', ...words]);
    const call: Call = { status: -1, stdout: '', stderr: '' };
    child.stdout.on('data', (data: Buffer) => (call.stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (call.stderr += data.toString()));
    const timer = setInterval(() => {
      if (!isTime()) return;
      child.kill(signal);
      clearInterval(timer);
    }, 10);
    child.on('close', (status) => {
      clearInterval(timer);
      resolve({ ...call, status: status ?? -1 });
    });
  });
}

const never = (): boolean => false;

/** Chunks whose results are in a directory. */
function chunksIn(directory: string): number {
  const runs = join(directory, 'runs');
  return existsSync(runs) ? readdirSync(runs).filter((name) => name.endsWith('.jsonl')).length : 0;
}

describe('ukperf sweep', () => {
  let whole: string;
  before(async () => {
    whole = fresh();
    await sweep('own.yaml', whole, '--workers', '1', '--chunk', '1');
  });

  it('says beforehand how many points and runs there are, and how long they take', async () => {
    const { stdout, status } = await ukperf('sweep', at('own.yaml'), '--dry-run');
    expect(status).to.equal(0);
    expect(stdout).to.match(/6 points with 12 results from 9 runs/);
    expect(stdout).to.match(/about \S+ (s|min) on \d+ cores?, \S+ ms a run/);
  });

  it('gives the same rows, byte for byte, whatever the workers and the chunks', async () => {
    for (const words of [
      ['--workers', '2', '--chunk', '2'],
      ['--workers', '2', '--chunk', '9'],
    ]) {
      const other = fresh();
      await sweep('own.yaml', other, ...words);
      expect(rowsOf(other).equals(rowsOf(whole)), words.join(' ')).to.equal(true);
    }
  });

  it('gives the figures of ukperf run', async () => {
    const set = ['tlb.walk-level=4 cycles', 'functions.l4.ipc-short.instructions=100'].flatMap((one) => [
      '--set',
      one,
    ]);
    const { measures } = await json<{ measures: { value: number }[] }>(
      ...['run', 'getpid', '--system', 'l4linux', '--replications', '2', '--json', ...set],
    );
    // Run 4 is the second of L4Linux.
    const line = readFileSync(join(whole, 'runs', '00000004.jsonl'), 'utf8');
    const { values } = JSON.parse(line) as { values: number[] };
    expect((values[0] + values[1]) / 2).to.be.closeTo(measures[0].value, 1e-9);
  });

  it('runs parts one by one, in one directory or in several that are merged', async () => {
    const [shared, first, second] = [fresh(), fresh(), fresh()];
    await sweep('own.yaml', shared, '--shard', '2/2', '--chunk', '2');
    expect((await sweep('own.yaml', shared, '--shard', '1/2')).missing).to.equal(0);
    expect(rowsOf(shared).equals(rowsOf(whole))).to.equal(true);
    // On other machines, without a common disk.
    expect((await sweep('own.yaml', first, '--shard', '1/2')).missing).to.be.greaterThan(0);
    await sweep('own.yaml', second, '--shard', '2/2');
    expect((await ukperf('sweep', 'merge', first)).status).to.equal(1);
    const merged = await ukperf('sweep', 'merge', first, second);
    expect([merged.status, merged.stderr]).to.deep.equal([0, '']);
    expect(rowsOf(first).equals(rowsOf(whole))).to.equal(true);
  });

  it('is the same after ten kills at random moments', async () => {
    const undisturbed = fresh();
    const { runs } = await sweep('many.yaml', undisturbed);
    const killed = fresh();
    const words = [at('many.yaml'), '--out', killed, '--chunk', '10', '--resume'];
    const chunks = runs / 10;
    const left: number[] = [];
    for (let kill = 0; kill < 10; kill++) {
      // Each kill falls somewhere into a tenth of the work of its own.
      const target = Math.floor(((kill + Math.random()) / 10) * chunks);
      await ended('SIGKILL', () => chunksIn(killed) >= target, ...words);
      left.push(chunks - chunksIn(killed));
    }
    expect(Math.min(...left), `chunks left after the kills: ${left.join(', ')}`).to.be.greaterThan(0);
    const last = await ended('SIGKILL', never, ...words, '--json');
    expect(last.status, last.stderr).to.equal(0);
    expect((JSON.parse(last.stdout) as Report).found).to.be.within(1, runs - 1);
    expect(rowsOf(killed).equals(rowsOf(undisturbed))).to.equal(true);
  }).timeout(240_000);

  it('ends in good order at Ctrl-C, and goes on', async () => {
    const directory = fresh();
    const begun = (): boolean => chunksIn(directory) > 2;
    const stopped = await ended('SIGINT', begun, at('many.yaml'), '--out', directory, '--chunk', '10');
    expect(stopped.status).to.equal(130);
    expect(stopped.stderr).to.match(/stopped with \d+ runs left: go on with --resume/);
    const { found, done, missing, runs } = await sweep('many.yaml', directory, '--resume');
    expect(found).to.be.within(1, runs - 1);
    expect([found + done, missing]).to.deep.equal([runs, 0]);
  });

  it('asks for --resume, and refuses another sweep in the same place', async () => {
    const again = await ukperf('sweep', at('own.yaml'), '--out', whole);
    expect([again.status, again.stderr]).to.deep.equal([
      2,
      `ukperf: --out ${whole}: expected --resume, since the whole sweep is there\n`,
    ]);
    const other = await ukperf('sweep', at('changed.yaml'), '--out', whole, '--resume', '--seed', '2');
    expect(other.status).to.equal(2);
    expect(other.stderr).to.contain(
      'expected the same sweep as the one that lies there, found changes of seed, ',
    );
    expect(other.stderr).to.contain(at('changed.yaml'));
  });

  it('never runs the same twice, also across sweeps', async () => {
    const parent = temporaryFiles({});
    await sweep('own.yaml', join(parent, 'first'));
    // Two of its four costs of a TLB miss are the same: two runs of Linux, four of L4Linux.
    expect(await sweep('changed.yaml', join(parent, 'second'))).to.include({ runs: 12, done: 12, reused: 6 });
    expect(await sweep('changed.yaml', join(parent, 'alone'), '--no-reuse')).to.include({ reused: 0 });
    const same = await ended('SIGKILL', never, at('own.yaml'), '--out', join(parent, 'third'), '--json');
    expect(JSON.parse(same.stdout)).to.include({ done: 9, reused: 9 });
    expect(rowsOf(join(parent, 'third')).equals(rowsOf(join(parent, 'first')))).to.equal(true);
    // A damaged sweep beside it is no reason not to run.
    const [file] = readdirSync(join(parent, 'first', 'runs'));
    writeFileSync(join(parent, 'first', 'runs', file), 'cut off');
    const fourth = await ended('SIGKILL', never, at('own.yaml'), '--out', join(parent, 'fourth'), '--json');
    expect(JSON.parse(fourth.stdout), fourth.stderr).to.include({ done: 9, reused: 9 });
  });

  it('goes on after a run that fails, or stops there when asked to', async () => {
    const directory = fresh();
    const { status, stdout, stderr } = await ukperf(
      'sweep',
      at('failing.yaml'),
      '--out',
      directory,
      '--chunk',
      '1',
      '--json',
    );
    expect(status).to.equal(1);
    expect(stderr).to.match(/^ukperf: 1 run failed: run 0: .*working set/);
    expect(JSON.parse(stdout)).to.include({ runs: 4, failed: 1, missing: 0 });
    // Whoever comes later is told, too.
    for (const later of [
      ['merge', directory],
      [at('failing.yaml'), '--out', directory, '--resume'],
    ])
      expect(await ukperf('sweep', ...later)).to.include({ status: 1, stderr });
    const words = ['--fail-fast', '--workers', '1', '--chunk', '1', '--no-reuse'];
    const fast = await ukperf('sweep', at('failing.yaml'), '--out', fresh(), ...words);
    expect(fast.status).to.equal(1);
    expect(fast.stderr).to.match(/stopped with [1-3] runs left/);
  });

  it('names a damaged file', async () => {
    const directory = fresh();
    await sweep('own.yaml', directory, '--chunk', '3');
    const file = join(directory, 'runs', '00000003.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40));
    const { status, stderr } = await ukperf('sweep', 'merge', directory);
    expect([status, stderr]).to.deep.equal([
      2,
      `ukperf: ${file}: expected results, one a line, found a line without an end; delete the file and go on with --resume\n`,
    ]);
  });

  it('says in the rows what was run and what each column means', () => {
    const bytes = rowsOf(whole);
    const buffer = new Uint8Array(bytes);
    const metadata = new Map(
      parquetMetadata(buffer).key_value_metadata?.map(({ key, value }) => [key, value]),
    );
    expect([...metadata.keys()]).to.include.members([
      'schema',
      'ukperf',
      'engine',
      'identity',
      'seed',
      'replications',
    ]);
    const columns = JSON.parse(metadata.get('columns') ?? '') as Record<string, { unit?: string }>;
    expect(columns['walk'].unit).to.equal('cycles');
    expect(columns['call'].unit).to.equal('cycles');
    expect(columns['penalty'].unit).to.equal('%');
  });
});
