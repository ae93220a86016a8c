import { expect } from 'chai';
import { kindNamed } from '../../lint/kinds.ts';
import { lint, type Finding } from '../../lint/lint.ts';
import { experiments, library } from '../support/shipped.ts';
import { directions } from '../support/sweeps.ts';
import { takeMark } from '../support/mistake.ts';
import { replaceOnce, toy, TOY_FILES, type Toy } from '../support/toy.ts';

const SHIPPED = { experiments, directions };

/** What is found in one text of a user's. */
function findingOf(text: string, file = 'own.yaml', library: Toy = toy): Finding {
  return lint(library, SHIPPED, [{ file, text }])[0];
}

/** Problems as lines: place, key, expected and found. */
function linesOf({ problems }: Finding): string[] {
  return problems.map(
    ({ file, line, column, key, expected, found }) =>
      `${file}:${line}:${column} ${key}: ${expected} / ${found}`,
  );
}

const QUESTION = `question: own
title: Own
text: What if?
replications: 2
measures:
  time: { title: getpid, workload: getpid, test: getpid }
baseline: linux
variants:
  linux: { title: native, system: linux }
`;
const EXPERIMENTS = `experiments: own
machine: pentium-133
list:
  e: { title: E, workload: getpid, systems: [linux, l4linux] }
`;
const TARGETS = `targets: own
machine: pentium-133
experiments:
  e:
    source: a paper
    role: calibration
    fitted: { t: [linux] }
    tests: { t: { unit: us, linux: [9.5, 3], l4linux: 12 } }
`;
const SETTINGS = library.read('calibration/settings/sosp97.yaml')!;
const INFERENCE = library.read('model/kernels/inferred/read-and-write-pass.yaml')!;

describe('lint', () => {
  it('knows a file by its keys', () => {
    const kinds = [TOY_FILES.machine, TOY_FILES.structure, TOY_FILES.personality, TOY_FILES.workload]
      .map((file) => findingOf(toy.read(file)!, file))
      .concat([QUESTION, EXPERIMENTS, TARGETS].map((text) => findingOf(text)));
    expect(kinds.map(({ kind }) => kind)).to.deep.equal([
      'machine',
      'structure',
      'personality',
      'workload',
      'question',
      'experiments',
      'targets',
    ]);
    expect(kinds.flatMap(linesOf)).to.deep.equal([]);
  });

  it('says which keys it knows a file by', () => {
    const [line] = linesOf(findingOf('machin: own\n'));
    expect(line).to.match(/^own\.yaml:1:1 : a file with one of the keys sweep, .*machine \/ a map/);
  });

  it('takes a file for what it is said to be', () => {
    const [finding] = lint(toy, SHIPPED, [{ file: 'own.yaml', text: 'title: x\n' }], kindNamed('machine'));
    expect(finding.kind).to.equal('machine');
    expect(linesOf(finding)[0]).to.match(/^own\.yaml:1:\d+ machine: a text \/ nothing/);
  });

  it('says where a text is not YAML', () => {
    expect(linesOf(findingOf('machine: own\ntitle: [\n'))[0]).to.match(/^own\.yaml:3:1 : well-formed YAML/);
  });

  it('finds every problem of a file, in the order of its lines', () => {
    const wrong = Array.from({ length: 30 }, (_, index) => `  cost-${index}: 3\n`).join('');
    const finding = findingOf(`machine: own\nextends: toy\ntlb:\n  taged: 1\nprivilege:\n${wrong}`);
    expect(finding.problems).to.have.lengthOf(31);
    const lines = finding.problems.map(({ line }) => line);
    expect(lines).to.deep.equal([...lines].sort((left, right) => left - right));
  });

  it('follows what a file extends', () => {
    const parent = 'parent.yaml';
    const library = toy.with(parent, 'machine: parent\nextends: pentium-133\ntlb:\n  taged: 1\n');
    expect(linesOf(findingOf('machine: own\nextends: pentium-134\n'))[0]).to.match(
      /^own\.yaml:2:10 extends: a machine \(/,
    );
    expect(linesOf(findingOf('machine: own\nextends: parent.yaml\n', 'own.yaml', library))[0]).to.match(
      /^parent\.yaml:4:3 tlb\.taged: /,
    );
  });

  it('follows what a file includes', () => {
    const file = 'model/kernels/personalities/toy/toy.yaml';
    const library = toy.with(TOY_FILES.channels, 'personality: toy\nfunction: {}\n');
    expect(linesOf(findingOf(toy.read(file)!, file, library))[0]).to.match(
      /channels\.yaml:2:1 function: one of the keys/,
    );
  });

  it('compiles a structure and a workload that are given together', () => {
    const workload = replaceOnce(toy.read(TOY_FILES.workload)!, 'files:', 'personality: toy\nfiles:');
    const { text, line, column } = takeMark(
      replaceOnce(toy.read(TOY_FILES.structure)!, '{ run: idle }', '{ run: §idel }'),
    );
    const check = (structure: string): Finding[] =>
      lint(toy, SHIPPED, [
        { file: 'structure.yaml', text: structure },
        { file: 'workload.yaml', text: workload },
      ]);
    const right = check(toy.read(TOY_FILES.structure)!);
    expect(right.map(({ against }) => against)).to.deep.equal([
      ['toy', 'workload.yaml'],
      ['structure.yaml', 'toy'],
    ]);
    expect(right.flatMap(linesOf)).to.deep.equal([]);
    const [wrong] = check(text);
    expect(wrong.problems).to.have.lengthOf(1);
    expect(wrong.problems[0]).to.include({ file: 'structure.yaml', line, column, found: '"idel"' });
  });

  it('compiles a structure with a small shipped workload of its personality', () => {
    const finding = findingOf(
      'structure: own\nextends: linux-4\npaths:\n  own: { steps: [{ call: nobody }] }\n',
    );
    expect(finding.against).to.deep.equal(['linux-4', 'system-call']);
    expect(linesOf(finding)[0]).to.match(/^own\.yaml:4:\d+ paths\.own\.steps\[0\]\.call: a path .*"nobody"$/);
  });

  it('checks what a quick look of a workload sets', () => {
    const finding = findingOf('workload: own\nquick: { localities.other.window: 5 }\n');
    expect(linesOf(finding)[0]).to.match(
      /^own\.yaml:2:10 quick\.localities\.other\.window: the path of a value/,
    );
  });

  const wrong: [what: string, text: string, from: string, to: string, expected: RegExp, meant?: string][] = [
    ['a question', QUESTION, 'system: linux', 'system: §minix', /^a structure \(/, 'linux'],
    ['a question', QUESTION, 'test: getpid', 'test: §getppid', /^a test of getpid/, 'getpid'],
    [
      'experiments',
      EXPERIMENTS,
      'machine: pentium-133',
      'machine: §pentium-134',
      /^a machine \(/,
      'pentium-133',
    ],
    ['experiments', EXPERIMENTS, 'workload: getpid', 'workload: §getpit', /^a workload \(/, 'getpid'],
    ['experiments', EXPERIMENTS, '[linux, l4linux]', '[linux, §l5linux]', /^a structure \(/, 'l4linux'],
    ['experiments', EXPERIMENTS, '[linux, l4linux]', '[linux, §sel4]', /^a system that runs getpid/],
    ['experiments', EXPERIMENTS, 'title: E', 'title: E, tests: [§getppid]', /^one of getpid$/, 'getpid'],
    ['experiments', EXPERIMENTS, 'title: E', 'title: E, parts: §getppid', /^one of getpid$/, 'getpid'],
    [
      'experiments',
      EXPERIMENTS,
      'title: E',
      'title: E, against: { system: §mklinux-user, by: factor }',
      /^one of the systems linux, l4linux$/,
    ],
    ['targets', TARGETS, 'machine: pentium-133', 'machine: §pentium-134', /^a machine \(/, 'pentium-133'],
    ['targets', TARGETS, 'fitted: { t:', 'fitted: { §u:', /^one of t$/],
    ['targets', TARGETS, '[linux]', '[§posix]', /^one of linux, l4linux$/],
    ['targets', TARGETS, '[linux]', '[§linus]', /^one of linux, l4linux$/, 'linux'],
    ['settings', SETTINGS, '[getpid, ', '[§getppid, ', /^one of .*getpid/, 'getpid'],
    ['settings', SETTINGS, 'native-system: linux', 'native-system: §linus', /^a structure \(/, 'linux'],
    ['an inference', INFERENCE, '[l4linux]', '[§l5linux]', /^one of .*l4linux/, 'l4linux'],
  ];
  for (const [what, text, from, to, expected, meant] of wrong) {
    it(`finds ${JSON.stringify(to.replace('§', ''))} in ${what}`, () => {
      const marked = takeMark(replaceOnce(text, from, to));
      const { problems } = findingOf(marked.text);
      expect(problems, JSON.stringify(problems)).to.have.lengthOf(1);
      expect(problems[0]).to.include({ line: marked.line, column: marked.column });
      expect(problems[0].expected).to.match(expected);
      if (meant === undefined) expect(problems[0].found).not.to.contain('did you mean');
      else expect(problems[0].found).to.match(new RegExp(`^".*" \\(did you mean ${meant}\\?\\)$`));
    });
  }

  it('finds every problem of a question', () => {
    const text = `${QUESTION}  one: { title: one, system: l5linux }\n  two: { title: two, system: l4linux, set: { tlb.taged: 1, tlb.tagged: 3 } }\n`;
    expect(findingOf(text).problems.map(({ key }) => key)).to.deep.equal([
      'variants.one.system',
      'variants.two.set.tlb.taged',
      'variants.two.set.tlb.tagged',
    ]);
  });
});
