import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { shell, temporaryFiles, ukperf, type Call } from '../support/command-line.ts';
import { SWEEP } from '../support/sweeps.ts';

const files = temporaryFiles({ 'own.yaml': SWEEP });
const file = join(files, 'own.yaml');
let made = 0;
const fresh = (): string => join(temporaryFiles({}), `s${++made}`);
const rowsOf = (directory: string): Buffer => readFileSync(join(directory, 'rows.parquet'));

/** Commands of a Slurm that answers as told. */
function slurm(commands: Record<string, string>): string {
  const directory = temporaryFiles({});
  for (const [name, text] of Object.entries({ scontrol: 'echo MaxArraySize = 4', squeue: '', ...commands })) {
    writeFileSync(join(directory, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(directory, name), 0o755);
  }
  return `PATH=${directory}:$PATH`;
}

/** Runs all tasks of an array at once, one after another. */
const RUNNING = `for last; do :; done
tasks=$(sed -n 's/^#SBATCH --array=1-//p' "$last")
for task in $(seq "$tasks"); do SLURM_ARRAY_TASK_ID=$task sh "$last" >/dev/null; done
echo 17`;

describe('ukperf sweep work', () => {
  it('does parts of a sweep that is there, as often as it is asked, for ukperf sweep merge', async () => {
    const whole = fresh();
    expect((await ukperf('sweep', file, '--out', whole, '--chunk', '2')).status).to.equal(0);
    const parts = fresh();
    expect((await ukperf('sweep', file, '--out', parts, '--chunk', '2', '--shard', '1/3')).status).to.equal(
      0,
    );
    const early = await ukperf('sweep', 'merge', parts, '--json');
    expect((JSON.parse(early.stdout) as { missing: number }).missing).to.equal(7);
    const work = (...words: string[]): Promise<Call> => ukperf('sweep', 'work', parts, '--json', ...words);
    const second = await work('--shard', '2/3');
    expect([second.status, second.stderr]).to.deep.equal([0, '']);
    expect(JSON.parse(second.stdout)).to.include({ chunks: 2, found: 0, done: 4, failed: 0 });
    writeFileSync(join(files, 'list'), '2\n8\n');
    const listed = await work('--chunks-from', join(files, 'list'));
    expect(JSON.parse(listed.stdout)).to.include({ chunks: 2, found: 1, done: 1 });
    await work();
    expect((await ukperf('sweep', 'merge', parts)).status).to.equal(0);
    expect(rowsOf(parts).equals(rowsOf(whole))).to.equal(true);
  });

  it('names a line of the list that is no chunk', async () => {
    const directory = fresh();
    await ukperf('sweep', file, '--out', directory, '--chunk', '2', '--shard', '1/3');
    const list = join(files, 'wrong');
    writeFileSync(list, '2\n3\n');
    const { status, stderr } = await ukperf('sweep', 'work', directory, '--chunks-from', list);
    expect([status, stderr]).to.deep.equal([
      2,
      `ukperf: ${list}:2: expected the number of a chunk's first run, found "3"\n`,
    ]);
  });
});

describe('ukperf sweep --engine slurm', () => {
  it('says when there is no Slurm, and makes no directory', async () => {
    const out = fresh();
    const { status, stderr } = await shell(`PATH=/nowhere ukperf sweep ${file} --out ${out} --engine slurm`);
    expect(status).to.equal(2);
    expect(stderr).to.contain(`expected Slurm's commands on this machine, found no scontrol in the PATH`);
    expect(readdirSync(join(out, '..'))).to.deep.equal([]);
  });

  it('shares the missing chunks among as many tasks as the cluster takes, and writes the rows', async () => {
    const [local, out] = [fresh(), fresh()];
    await ukperf('sweep', file, '--out', local);
    const { status, stderr } = await shell(
      `${slurm({ sbatch: RUNNING })} ukperf sweep ${file} --out ${out} --chunk 2 --engine slurm --tasks 5`,
    );
    expect(status, stderr).to.equal(0);
    expect(stderr).to.contain('this cluster takes 3 (MaxArraySize)');
    expect(stderr).to.contain('array 17 of 3 tasks submitted for 5 chunks');
    expect(rowsOf(out).equals(rowsOf(local))).to.equal(true);
  });

  it('submits what is missing again, and gives up with the names of the logs', async () => {
    const out = fresh();
    const { status, stderr } = await shell(
      `${slurm({ sbatch: 'echo 18' })} ukperf sweep ${file} --out ${out} --chunk 2 --engine slurm`,
    );
    expect(status).to.equal(2);
    expect(stderr).to.contain(`their messages are in ${join(out, 'slurm', 'round-2-*.log')}`);
    expect(readdirSync(join(out, 'slurm')).filter((name) => name.endsWith('.sh'))).to.deep.equal([
      'round-1.sh',
      'round-2.sh',
    ]);
  });

  it('passes on options of sbatch and what sbatch says, and keeps the array to itself', async () => {
    const run = (options: string): Promise<Call> =>
      shell(
        `${slurm({ sbatch: `echo "sbatch: error: invalid partition specified: $2" >&2; exit 1` })} ukperf sweep ${file} --out ${fresh()} --engine slurm --slurm-options "${options}"`,
      );
    const refused = await run('--partition=none');
    expect([refused.status, refused.stderr]).to.deep.equal([
      2,
      'ukperf: --engine slurm: sbatch: error: invalid partition specified: --partition=none\n',
    ]);
    const own = await run('--array=1-9');
    expect(own.status).to.equal(2);
    expect(own.stderr).to.contain("(see --tasks) and the job's name, found --array=1-9");
  });

  it('refuses options that mean nothing to an engine', async () => {
    for (const [engine, option] of [
      ['slurm', '--shard=1/2'],
      ['local', '--tasks=2'],
    ]) {
      const { status, stderr } = await ukperf('sweep', file, '--out', fresh(), '--engine', engine, option);
      expect(status).to.equal(2);
      expect(stderr).to.contain(`--engine ${engine}: expected no ${option.split('=')[0]}`);
    }
  });
});

/** Makes Node find no package of a name. */
const hiding = (name: string): string => {
  const directory = temporaryFiles({
    'hide.mjs': `import { register } from 'node:module';\nregister('./hooks.mjs', import.meta.url);\n`,
    'hooks.mjs': `export async function resolve(name, context, next) {
  if (name === '${name}') throw Object.assign(new Error(name), { code: 'ERR_MODULE_NOT_FOUND' });
  return next(name, context);
}
`,
  });
  return `NODE_OPTIONS=--import=${join(directory, 'hide.mjs')}`;
};

describe('ukperf sweep --engine bullmq', () => {
  it('says what to install when its packages are not there', async () => {
    const { status, stderr } = await shell(`${hiding('bullmq')} ukperf sweep worker`);
    expect([status, stderr]).to.deep.equal([
      2,
      'ukperf: a queue needs the packages bullmq and ioredis, which are not installed: npm install bullmq@6 ioredis@6\n',
    ]);
  });

  it('says when there is no server, and where it looked', async () => {
    for (const words of [`${file} --out ${fresh()} --engine bullmq`, 'worker']) {
      const { status, stderr } = await shell(`UKPERF_REDIS_URL=redis://127.0.0.1:1 ukperf sweep ${words}`);
      expect(status).to.equal(2);
      expect(stderr).to.contain('expected a Redis or Valkey server at redis://127.0.0.1:1');
    }
  });
});
