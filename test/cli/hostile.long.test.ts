import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { shell, temporaryFiles, ukperf, type Call } from '../support/command-line.ts';
import { SWEEP } from '../support/sweeps.ts';
import { saveResultTo, saveSweepTo } from '../fuzz/saved.ts';

const nine = (name: string): string => `[${Array<string>(9).fill(name).join(', ')}]`;
const inUtf16 = Buffer.from('machine: own\n', 'utf16le').toString('latin1');

/** Texts that are no file of any kind. */
const TEXTS: Readonly<Record<string, string>> = {
  'empty.yaml': '',
  'blank.yaml': '\r\n\r\n# nothing\r\n',
  'zeros.yaml': '\0'.repeat(5000),
  'utf-16.yaml': inUtf16,
  'bom.yaml': '\ufeffa: [\n',
  'deep-flow.yaml': '['.repeat(100_000),
  'deep-block.yaml': Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''),
  'bomb.yaml': `a: &a ${nine('x')}\nb: &b ${nine('*a')}\nc: &c ${nine('*b')}\nd: &d ${nine('*c')}\ne: ${nine('*d')}\n`,
  'itself.yaml': 'a: &a { b: *a }\n',
  'merge.yaml': 'a: &a { b: 1 }\n<<: *a\n',
  'function.yaml': 'machine: !!js/function "function () { process.exit(7) }"\n',
  'twice.yaml': 'machine: own\nmachine: own\n',
  'escape.yaml': '"\\e[2Jmachine": "\\e]0;own\\a"\n',
  'large.yaml': `a: ${'x'.repeat(20_000_000)}\n`,
  'wide.yaml': `${'x: 1\n'.repeat(3)}${'y'.repeat(2_000_000)}\n`,
  'numbers.yaml': 'machine: own\ntitle: 99999999999999999999999999999999\nprocessor: 1e400\ntlb: .nan\n',
};

const directory = temporaryFiles(TEXTS);
const at = (name: string): string => join(directory, name);
writeFileSync(at('latin-1.yaml'), Buffer.from('machine: own\ntitle: Caf\xe9\n', 'latin1'));
mkdirSync(at('directory.yaml'));
symlinkSync(at('circle-2.yaml'), at('circle-1.yaml'));
symlinkSync(at('circle-1.yaml'), at('circle-2.yaml'));
symlinkSync('/dev/zero', at('endless.yaml'));
/** What each command is given; the others are shared out among them, since all read texts in one way. */
const EACH = ['zeros', 'deep-flow', 'bomb', 'large', 'directory', 'circle-1', 'endless', 'missing'].map(
  (name) => at(`${name}.yaml`),
);
const FILES = [
  ...Object.keys(TEXTS),
  ...[
    'latin-1.yaml',
    'directory.yaml',
    'circle-1.yaml',
    'endless.yaml',
    'empty.yaml/below.yaml',
    'missing.yaml',
  ],
].map(at);

/** Commands by what they are given. */
const COMMANDS: Readonly<Record<string, (file: string) => string[]>> = {
  'a workload': (file) => ['run', file],
  'a structure': (file) => ['run', 'getpid', '--system', file],
  'a machine': (file) => ['run', 'getpid', '--machine', file],
  'a file to explain': (file) => ['explain', file],
  'a file to show': (file) => ['show', file],
  'a file to check': (file) => ['lint', file],
  'a sweep': (file) => ['sweep', file, '--out', at('none')],
  'a question': (file) => ['what-if', file],
  'a list of experiments': (file) => ['reproduce', '--experiments', file],
  'a lock file': (file) => ['check', file],
  'settings of a calibration': (file) => ['calibrate', file],
  'a result of lmbench': (file) => ['machine', 'import', file, '--out', at('none')],
  'a directory of a result': (file) => ['run', '--from', file],
  'directories to compare': (file) => ['diff', file, file],
  'a directory of a sweep': (file) => ['sweep', 'report', file],
  'a directory to merge': (file) => ['sweep', 'merge', file],
  'a directory to work on': (file) => ['sweep', 'work', file],
};

/** Longest message, in characters; and longest time of a call, in ms, on a machine that does other things too. */
const LONGEST = 5000;
const SLOWEST = 30_000;

/** Expects a refusal: status 2 and a message, which is short, has no control characters, and no trace of the program. */
function expectRefusal({ status, stdout, stderr }: Call, what: string): void {
  const told = `${stdout}${stderr}`;
  expect(status, `${what}: ${told.slice(0, LONGEST)}`).to.equal(2);
  expect(told.trim(), what).not.to.equal('');
  expect(told.length, what).to.be.lessThan(LONGEST);
  expect(told, what).not.to.match(/^\s+at |internal fault/m);
  // eslint-disable-next-line no-control-regex -- those are the ones that must not be there
  expect(told, what).not.to.match(/[\0-\x08\x0b-\x1f\x7f]/);
}

describe('hostile files', () => {
  for (const [index, [what, words]] of Object.entries(COMMANDS).entries())
    it(`are refused as ${what}`, async () => {
      const others = FILES.filter((file) => !EACH.includes(file));
      const queue = [...EACH, others[index % others.length]];
      const take = async (): Promise<void> => {
        for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
          const began = performance.now();
          const call = await ukperf(...words(file));
          expectRefusal(call, words(file).join(' '));
          expect(performance.now() - began, words(file).join(' ')).to.be.lessThan(SLOWEST);
        }
      };
      await Promise.all([take(), take()]);
    });

  it('leave nothing behind', () => {
    expect(readdirSync(directory)).not.to.include('none');
  });
});

describe('hostile numbers', () => {
  const NUMBERS = ['-1', '1e9', '1e400', 'NaN', ''];
  const OPTIONS: [option: string, words: string[]][] = [
    ['--replications', ['run', 'getpid']],
    ['--replications', ['reproduce', 'getpid']],
    ['--workers', ['reproduce', 'getpid']],
    ['--workers', ['sweep', 'ipc-and-rate']],
    ['--operations', ['explain', 'getpid', '--method', 'flame']],
    ['--orders', ['explain', 'getpid', '--method', 'shapley', '--against', 'l4linux']],
    ['--samples', ['sensitivity', 'getpid/getpid/linux']],
  ];
  for (const [option, words] of OPTIONS)
    it(`are refused for ${words[0]} ${option}`, async () => {
      for (const number of NUMBERS)
        expectRefusal(await ukperf(...words, `${option}=${number}`), `${option}=${number}`);
    });

  it('are refused where a value is set', async () => {
    for (const value of ['1152921504606846976 B', '1e400 KiB', '-1 KiB', '0 B', 'NaN', '.inf', '3 KiB'])
      expectRefusal(await ukperf('run', 'getpid', '--set', `caches.l2.size=${value}`), value);
  });

  it('make no sweep that would not fit', async () => {
    const files = temporaryFiles({
      'grid.yaml': SWEEP.replace('steps: 3', 'steps: 1000000').replace(
        '[50, 100]',
        `[${'1, '.repeat(5000)}2]`,
      ),
      'sobol.yaml': `${SWEEP.replace(', steps: 3', '')}design: { sobol: 1000000000000 }\n`,
      'hypercube.yaml': `${SWEEP.replace(', steps: 3', '')}design: { latin-hypercube: 1000000000000 }\n`,
      'replications.yaml': SWEEP.replace('replications: 2', 'replications: 1000000000000'),
    });
    for (const file of ['grid', 'sobol', 'hypercube', 'replications'])
      expectRefusal(await ukperf('sweep', join(files, `${file}.yaml`), '--dry-run'), file);
  });
});

describe('a file that names others', () => {
  const secret = 'top-secret-of-somebody-else';
  const inside = temporaryFiles({
    'outside.yaml': `machine: own\ntitle: ${secret}\nextends: pentium-133\nnothing: ${secret}\n`,
  });
  const base = join(inside, 'outside.yaml');
  const user = temporaryFiles({
    'near.yaml': 'machine: near\ntitle: Near\nextends: pentium-133\n',
    'circle.yaml': 'machine: own\ntitle: Own\nextends: circle.yaml\n',
    'structure.yaml': `structure: own\ntitle: Own\nextends: linux\npersonality: ${base}\n`,
    ...Object.fromEntries(
      [
        base,
        `../${base}`,
        '../../../../../../../../etc/passwd',
        '/etc/passwd',
        '../near.yaml',
        '"x\\0.yaml"',
        '~/x.yaml',
      ].map((reference, index) => [`far-${index}.yaml`, `machine: own\ntitle: Own\nextends: ${reference}\n`]),
    ),
  });
  const mine = (name: string): string => join(user, name);

  it('may name those that lie beside it', async () => {
    writeFileSync(mine('child.yaml'), `machine: child\ntitle: Child\nextends: ${mine('near.yaml')}\n`);
    expect((await ukperf('show', mine('child.yaml'))).status).to.equal(0);
  });

  it('may name no others, and tells nothing of what they say', async () => {
    for (const name of readdirSync(user).filter((file) => file.startsWith('far-'))) {
      const call = await ukperf('run', 'getpid', '--machine', mine(name));
      expectRefusal(call, name);
      expect(call.stderr).to.match(/:3:10: /);
      expect(call.stderr).not.to.contain(secret).and.not.to.contain('root:');
    }
    const call = await ukperf('run', 'getpid', '--system', mine('structure.yaml'));
    expectRefusal(call, 'personality');
    expect(call.stderr).not.to.contain(secret);
  });

  it('may not name itself', async () => {
    const { stderr, status } = await shell('ukperf run getpid --machine circle.yaml', user);
    expect([status, stderr.trim()]).to.deep.equal([
      2,
      'ukperf: circle.yaml:3:10: extends: expected no circle of extends, found "circle.yaml"',
    ]);
  });
});

describe('an output that takes nothing', () => {
  it('ends a command quietly when its reader has gone', async () => {
    for (const line of [
      'ukperf list | head -1',
      'ukperf list | true',
      'ukperf show pentium-133 --json | head -c 10',
      'ukperf lint model/workloads/getpid.yaml | true',
      'ukperf run getpid 2>&1 | true',
    ]) {
      const { status, stderr } = await shell(line);
      expect([status, stderr], line).to.deep.equal([0, '']);
    }
  });

  it('is told of when it is full', async () => {
    for (const words of ['list', 'show pentium-133', 'run getpid --json', '--help']) {
      const call = await shell(`ukperf ${words} > /dev/full`);
      expectRefusal(call, words);
      expect(call.stderr).to.contain('expected a standard output that can be written to, found ENOSPC');
    }
  });

  it('leaves the status where nobody can be told', async () => {
    for (const end of ['2> /dev/full', '2>&-'])
      expect((await shell(`ukperf run nothing ${end}`)).status, end).to.equal(2);
  });
});

describe('a place that takes no files', () => {
  const place = temporaryFiles({ file: '' });
  symlinkSync(join(place, 'circle-2'), join(place, 'circle-1'));
  symlinkSync(join(place, 'circle-1'), join(place, 'circle-2'));
  const own = temporaryFiles({ 'own.yaml': SWEEP });
  saveResultTo(join(own, 'result'));
  const PLACES = ['file', 'file/below', 'circle-1', 'x'.repeat(300)].map((name) => join(place, name));

  for (const words of [
    ['run', 'getpid', '--out'],
    ['reproduce', 'getpid', '--out'],
    ['reproduce', 'getpid', '--report'],
    ['sweep', join(own, 'own.yaml'), '--out'],
    ['machine', 'import', 'test/data/lmbench/pentium-133-sample.txt', '--out'],
  ])
    it(`is refused by ${words.slice(0, 2).join(' ')} ${words.at(-1)}`, async () => {
      for (const directory of [...PLACES, '/proc/none', '/dev/full', ''])
        expectRefusal(await ukperf(...words, directory), directory);
    });

  it('is told of by what writes a single file', async () => {
    for (const directory of PLACES.slice(0, 3)) {
      const to = join(directory, 'x.json');
      expectRefusal(await ukperf('diff', join(own, 'result'), join(own, 'result'), '--chart', to), to);
      expectRefusal(await ukperf('explain', 'getpid', '--method', 'flame', '--output', to), to);
      expectRefusal(await ukperf('check', '--junit', to), to);
    }
  });
});

describe('what was saved and then changed', () => {
  const saved = temporaryFiles({});
  saveResultTo(join(saved, 'result'));
  saveSweepTo(join(saved, 'sweep'));

  it('is refused as a result', async () => {
    for (const text of [
      '',
      'null',
      '[]',
      '{',
      '{"schema":"ukperf/result/1"}',
      '1e400',
      '{"schema":"ukperf/result/1","files":[{}]}',
    ]) {
      writeFileSync(join(saved, 'result', 'result.json'), text);
      // The same words are a call of their own each time.
      const words = `"${join(saved, 'result')}"`;
      expectRefusal(await shell(`ukperf diff ${words} ${words}`), text);
      expectRefusal(await shell(`ukperf run --from ${words}`), text);
    }
  });

  it('is refused as results of a sweep, or as its rows', async () => {
    const directory = join(saved, 'sweep');
    for (const text of [
      '{}\n',
      'null\n',
      '{"run":1e9,"key":"","values":[1],"unit":"cycles","fingerprint":""}\n',
      'x',
    ]) {
      writeFileSync(join(directory, 'runs', '00000000.jsonl'), text);
      expectRefusal(await shell(`ukperf sweep merge "${directory}"`), text);
    }
    for (const bytes of ['', 'PAR1', 'x'.repeat(1000), `PAR1${'\0'.repeat(100)}PAR1`]) {
      writeFileSync(join(directory, 'rows.parquet'), bytes);
      expectRefusal(
        await shell(`ukperf sweep report "${directory}" --out "${join(saved, 'report')}"`),
        bytes,
      );
    }
  });
});

describe('a run without an end', () => {
  const own = temporaryFiles({
    'endless.yaml': `workload: endless
title: Endless
personality: linux-2.0
include: []
most-work: 1000000
images:
  own: { segments: { text: { pages: 1, backing: zero, at: program }, stack: { pages: 1, backing: zero, at: stack } } }
programs:
  loop: { image: own, steps: [{ set: { x: 1 } }, { while: x > 0, do: [{ set: { x: x + 1 } }] }, { measure: loop, operations: 1, do: [] }] }
tests:
  loop: { title: A loop, unit: cycles, program: loop }
`,
  });

  it('ends with a message', async () => {
    const call = await ukperf('run', join(own, 'endless.yaml'), '--system', 'sel4');
    expectRefusal(call, 'endless');
  });
});
