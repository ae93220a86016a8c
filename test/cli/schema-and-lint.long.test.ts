import { expect } from 'chai';
import { join } from 'node:path';
import { FILE_KINDS, schemaFile, schemaText } from '../../lint/kinds.ts';
import type { Finding } from '../../lint/lint.ts';
import { json, temporaryFiles, ukperf } from '../support/command-line.ts';
import { shippedFiles } from '../support/schemas.ts';

const directory = temporaryFiles({
  'right.yaml': 'machine: right\ntitle: Right\nextends: pentium-133\n',
  'wrong.yaml':
    'machine: wrong\ntitle: Wrong\nextends: pentium-133\ntlb:\n  taged: 1\nprivilege:\n  exception: 42 ns\n',
});
const right = join(directory, 'right.yaml');
const wrong = join(directory, 'wrong.yaml');

describe('ukperf schema', () => {
  it('lists the kinds of files', async () => {
    const { status, stdout } = await ukperf('schema');
    expect(status).to.equal(0);
    expect(stdout).to.match(/^machine +clock, costs, .* model\/hardware\/profiles\/\*\.yaml$/m);
    const { kinds } = await json<{ kinds: { name: string; what: string; files: string; schema: string }[] }>(
      'schema',
      '--json',
    );
    expect(kinds).to.deep.equal(
      FILE_KINDS.map((kind) => ({
        name: kind.name,
        what: kind.what,
        files: kind.files,
        schema: schemaFile(kind),
      })),
    );
  });

  it('prints the schema of a kind', async () => {
    for (const kind of FILE_KINDS.slice(-1)) {
      const { status, stdout } = await ukperf('schema', kind.name);
      expect([status, stdout]).to.deep.equal([0, schemaText(kind)]);
      expect((await ukperf('schema', kind.name, '--json')).stdout).to.equal(stdout);
    }
  });

  it('refuses a kind that there is not', async () => {
    const { status, stderr } = await ukperf('schema', 'machin');
    expect(status).to.equal(2);
    expect(stderr).to.match(/schema: expected a kind of file \(.*machine\), found "machin"/);
  });
});

describe('ukperf lint', () => {
  it('has nothing against a right file', async () => {
    const { status, stdout } = await ukperf('lint', right);
    expect([status, stdout]).to.deep.equal([0, `${right}: machine, no problems\n`]);
  });

  it('tells every problem with its place, and has exit status 2', async () => {
    const { status, stdout } = await ukperf('lint', right, wrong);
    expect(status).to.equal(2);
    const [first, second, third] = stdout.split('\n');
    expect(first).to.equal(`${right}: machine, no problems`);
    expect(second).to.match(
      /wrong\.yaml:5:3: tlb\.taged: expected one of the keys .*, found the unknown key "taged" \(did you mean tagged\?\)$/,
    );
    expect(third).to.match(/wrong\.yaml:7:14: privilege\.exception: expected an entry .*, found "42 ns"$/);
  });

  it('says with what a file was compiled, or that it was not', async () => {
    const [part, whole] = ['parts/one-thread', 'sel4'].map((name) => `model/kernels/structures/${name}.yaml`);
    expect((await ukperf('lint', part, whole)).stdout.split('\n')).to.deep.equal([
      `${part}: structure, no problems (alone: there is nothing to compile it with)`,
      `${whole}: structure, no problems (compiled with control-transfer and control-transfer)`,
      '',
    ]);
  });

  it('was called validate-file', async () => {
    for (const options of [[], ['--json']]) {
      const now = await ukperf('lint', wrong, ...options);
      expect(await ukperf('validate-file', wrong, ...options)).to.deep.equal({
        ...now,
        stderr: `ukperf validate-file is now ukperf lint\n${now.stderr}`,
      });
    }
  });

  it('prints JSON', async () => {
    const { status, stdout } = await ukperf('lint', right, wrong, '--json');
    expect(status).to.equal(2);
    const { schema, files } = JSON.parse(stdout) as { schema: string; files: Finding[] };
    expect(schema).to.equal('ukperf/lint/1');
    expect(files[0]).to.deep.equal({ file: right, kind: 'machine', against: [], problems: [] });
    expect(files[1].problems.map(({ line, column, key }) => [line, column, key])).to.deep.equal([
      [5, 3, 'tlb.taged'],
      [7, 14, 'privilege.exception'],
    ]);
  });

  it('takes a kind', async () => {
    const { status, stdout } = await ukperf('lint', '--kind', 'question', right);
    expect(status).to.equal(2);
    expect(stdout).to.match(/right\.yaml:\d+:\d+: question: expected a text, found nothing\n/);
    expect((await ukperf('lint', '--kind', 'machin', right)).status).to.equal(2);
  });

  it('refuses what it cannot read', async () => {
    const missing = await ukperf('lint', join(directory, 'missing.yaml'));
    expect(missing.status).to.equal(2);
    expect(missing.stderr).to.match(/lint: expected a readable file, found ".*missing\.yaml"/);
    const other = await ukperf('lint', join(directory, 'machine.json'));
    expect(other.status).to.equal(2);
    expect(other.stderr).to.match(/lint: expected a YAML file/);
  });

  it('has nothing against any shipped file', async () => {
    const { files } = await json<{ files: Finding[] }>(
      'lint',
      '--json',
      ...shippedFiles().map(({ file }) => file),
    );
    expect(files.flatMap(({ problems }) => problems)).to.deep.equal([]);
    expect(files.every(({ kind }) => kind !== undefined)).to.equal(true);
  });
});
