import { expect } from 'chai';
import { answered, answeredJson, json, shell, temporaryFiles, ukperf } from '../support/command-line.ts';

interface Run {
  fingerprint: string;
  measures: { name: string; unit: string; value: number; interval?: [number, number] }[];
  charges: { place: string; cause: string; cycles: number }[];
  elapsedCycles: number;
}
const GETPID = ['run', 'getpid', '--system', 'l4linux', '--json'];

describe('ukperf run', () => {
  it('prints measures and charges as JSON and nothing else', async () => {
    const run = await json<Run>(...GETPID);
    expect(run).to.include({
      schema: 'ukperf/run/1',
      seed: '1',
      machine: 'pentium-133',
      system: 'l4linux',
      workload: 'getpid',
    });
    expect(run.measures[0]).to.include({ name: 'getpid', unit: 'cycles' });
    for (const { place, cause, cycles } of run.charges) {
      expect(place).to.match(/^[a-z0-9-]+$/);
      expect(cause).to.match(/^[a-z0-9-]+$/);
      expect(cycles).to.be.greaterThan(0);
    }
    expect((await ukperf(...GETPID)).stderr).to.equal('');
  });

  it('has charges that add up exactly', async () => {
    const run = await answeredJson<Run>(...GETPID);
    expect(run.charges.reduce((sum, { cycles }) => sum + cycles, 0)).to.equal(run.elapsedCycles);
  });

  // Blocks are scaled to the whole build, and the step work runs fractions of instructions.
  it('has charges that add up exactly for a sampled workload', async () => {
    const SHORT = ['cc1', 'cpp'].flatMap((name) => ['--set', `localities.${name}.window=200`]);
    const run = await answeredJson<Run>('run', 'compile', '--replications', '1', '--json', ...SHORT);
    expect(run.charges.reduce((sum, { cycles }) => sum + cycles, 0)).to.equal(run.elapsedCycles);
  });

  it('runs on native Linux when no system is named', async () => {
    const [run, linux] = await Promise.all([
      answeredJson<Run>('run', 'getpid', '--json'),
      answeredJson<Run>('run', 'getpid', '--system', 'linux', '--json'),
    ]);
    expect(run).to.deep.equal(linux);
  });

  it('runs the tests that were named', async () => {
    const { measures } = await answeredJson<Run>(
      'run',
      'lmbench',
      'mmap-latency',
      'file-reread-bandwidth',
      '--json',
      '--replications',
      '2',
    );
    expect(measures.map(({ name, unit }) => [name, unit])).to.deep.equal([
      ['mmap-latency', 'µs'],
      ['file-reread-bandwidth', 'MB/s'],
    ]);
    for (const { value, interval } of measures) expect(value).to.be.within(interval![0], interval![1]);
  });

  it('tells of single executions beside the value', async () => {
    const command = ['run', 'cache-partitioning', 'partitioned', '--system', 'l4linux'];
    const { measures } = await answeredJson<Run>(...command, '--json');
    const job = 'partitioned/job';
    expect(measures.map(({ name, unit }) => [name, unit])).to.deep.equal([
      ['partitioned', 'ms'],
      [`${job}/executions`, 'count'],
      ...[
        'minimum',
        'mean',
        'percentile-50',
        'percentile-90',
        'percentile-99',
        'maximum',
        'jitter',
        'deadline',
      ].map((figure) => [`${job}/${figure}`, 'ms']),
      [`${job}/missed`, 'percent'],
    ]);
    const value = (name: string): number => measures.find((measure) => measure.name === name)!.value;
    expect(value(`${job}/executions`)).to.equal(8);
    expect(8 * value(`${job}/mean`)).to.be.closeTo(value('partitioned'), 1e-6);
    expect(value(`${job}/jitter`)).to.be.closeTo(value(`${job}/maximum`) - value(`${job}/minimum`), 1e-9);

    const late = await answeredJson<Run>(
      ...command,
      '--json',
      '--set',
      'tests.partitioned.executions.deadline=1ms',
    );
    expect(late.measures.find(({ name }) => name === `${job}/missed`)!.value).to.equal(100);
    expect((await answered(...command)).stdout).to.match(/Single executions of job\n.*missed, %.*\n.*├.*┤$/m);
  });

  it('gives the same result without skipping repetitions', async () => {
    const [fast, slow] = await Promise.all([
      answeredJson<Run>(...GETPID),
      answeredJson<Run>(...GETPID, '--no-fast-forward'),
    ]);
    expect(slow).to.deep.equal(fast);
  });

  it('gives the value that reproduce gives, with the same seed and replications', async () => {
    const [run, { rows }] = await Promise.all([
      answeredJson<Run>(...GETPID, '--replications', '2'),
      answeredJson<{ rows: { system: string; model: number }[] }>(
        ...['reproduce', 'getpid', '--replications', '2', '--workers', '1', '--json'],
      ),
    ]);
    expect(rows.find(({ system }) => system === 'l4linux')?.model).to.equal(run.measures[0].value);
  });

  it('gives the same result again, and another one for another seed', async () => {
    const { stdout } = await shell(`ukperf ${GETPID.join(' ')}`);
    expect(stdout).to.equal((await ukperf(...GETPID)).stdout);
    expect(await answered(...GETPID)).to.deep.equal(await ukperf(...GETPID));
    expect((await answeredJson<Run>(...GETPID, '--seed', 'other')).fingerprint).not.to.equal(
      (await answeredJson<Run>(...GETPID)).fingerprint,
    );
  });

  it('sets values of machine, structure and workload', async () => {
    const cyclesWith = async (...sets: string[]): Promise<number> =>
      (await answeredJson<Run>(...GETPID, ...sets.flatMap((set) => ['--set', set]))).measures[0].value;
    const [asIs, machine, structure, both, files] = await Promise.all([
      cyclesWith(),
      cyclesWith('privilege.interrupt-instruction=148 cycles'),
      cyclesWith('functions.l4.ipc-short.instructions=200'),
      cyclesWith('privilege.interrupt-instruction=148 cycles', 'functions.l4.ipc-short.instructions=200'),
      cyclesWith('files.libc.pages=151'),
    ]);
    // Two messages, a trap each.
    expect(machine - asIs).to.be.closeTo(200, 1);
    expect(structure).to.be.greaterThan(asIs + 300);
    expect(both).to.be.greaterThan(structure + 199);
    expect(files).to.be.closeTo(asIs, 50);
  });

  it("runs on a user's machine", async () => {
    const directory = temporaryFiles({
      'fast.yaml':
        'machine: fast\ntitle: Without traps\nextends: pentium-133\nprivilege:\n  interrupt-instruction: { value: 0 cycles, source: dream, status: estimated }\n',
    });
    const [own, shipped] = await Promise.all([
      answeredJson<Run>(...GETPID, '--machine', `${directory}/fast.yaml`),
      answeredJson<Run>(...GETPID),
    ]);
    expect(shipped.measures[0].value - own.measures[0].value).to.be.closeTo(2 * 48, 1);
  });

  it("runs a user's workload on a user's structure", async () => {
    const directory = temporaryFiles({
      'mine.yaml': 'structure: mine\ntitle: Mine\nextends: linux\n',
      'twice.yaml': `workload: twice
title: Two calls
files: { binary: { pages: 100, resident: true } }
images:
  tiny:
    segments:
      text: { pages: 1, backing: file, file: binary, at: program }
      libc-text: { pages: 100, backing: file, file: binary, at: libraries }
      stack: { pages: 1, backing: zero, at: stack }
programs: { main: { image: tiny, steps: [{ measure: both, do: [{ syscall: getpid }, { syscall: getpid }] }] } }
tests: { both: { title: Both, unit: cycles, program: main } }
`,
    });
    const { measures } = await answeredJson<Run>(
      'run',
      `${directory}/twice.yaml`,
      '--system',
      `${directory}/mine.yaml`,
      '--json',
    );
    expect(measures).to.have.length(1);
    expect(measures[0].value).to.be.greaterThan(150);
  });

  it('tells people value, parts and charges', async () => {
    const { status, stdout, stderr } = await answered('run', 'getpid', '--system', 'l4linux');
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.match(/^l4linux on pentium-133, seed 1$/m);
    expect(stdout).to.match(/^send-syscall-message +\d+ +█+.?$/m);
    expect(stdout).to.match(/^l4 +mode-switch +[\d,]+ +\d+\.\d % +█+.?$/m);
  });
});
