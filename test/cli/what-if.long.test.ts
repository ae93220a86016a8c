import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE } from '../../api/disk-library.ts';
import { questionNames } from '../../cli/what-if/files.ts';
import type { Answer } from '../../sweeps/questions/answer.ts';
import { commandsOf, withOutputs } from '../../scripts/output-blocks.ts';
import { json, temporaryFiles, ukperf } from '../support/command-line.ts';

const TEXT = `question: own
title: Own question
text: What if?
replications: 2
measures:
  time: { title: getpid, workload: getpid, test: getpid }
baseline: linux
variants:
  linux: { title: native, system: linux }
  l4linux: { title: L4Linux, system: l4linux }
series:
  walk: { title: walks, set: [tlb.walk-level], values: [4 cycles, 8 cycles] }
`;
const directory = temporaryFiles({
  'own.yaml': TEXT,
  'wrong.yaml': TEXT.replace('system: l4linux', 'system: l5linux'),
  'stuck.yaml': TEXT.replace('values: [4 cycles, 8 cycles]', 'values: [4 cycles]'),
});
const at = (file: string): string => join(directory, file);

describe('ukperf what-if', () => {
  it('lists the questions when none is named', async () => {
    const { stdout } = await ukperf('what-if');
    for (const name of questionNames()) expect(stdout).to.match(new RegExp(`^${name} +\\S`, 'm'));
    const { questions } = await json<{ questions: { name: string; title: string }[] }>('what-if', '--json');
    expect(questions.map(({ name }) => name)).to.deep.equal(questionNames());
  });

  it('answers a file with a table, the charges that decide, and a line for each value of a series', async () => {
    const { status, stdout, stderr } = await ukperf('what-if', at('own.yaml'));
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.match(/^Own question\n\nWhat if\?\n/);
    expect(stdout).to.match(
      /^l4linux +[\d.]+ +[-\d.]+ \.\. [\d.]+ +[\d.]+ +\+\d+ % +[-\d.]+ \.\. [\d.]+ +█+$/m,
    );
    expect(stdout).to.match(/^l4linux +l4 +(instructions|mode-switch) +\+\d+ +\d+ +0\.00 +█+.?$/m);
    expect(stdout).to.match(/^8 cycles +l4linux +[\d.]+ +[\d.]+ +\+\d+ %.*█$/m);
    expect(stdout).to.match(/^time of l4linux +[▁▂▃▄▅▆▇█]{2}$/m);
    expect(stdout).to.match(/machine pentium-133, seed 1, 2 replications, fingerprint [0-9a-f]{16}\n$/);
  });

  it('prints JSON and nothing else', async () => {
    const result = await json<Answer & Record<string, unknown>>(
      ...['what-if', at('own.yaml'), '--json', '--seed', '7', '--machine', 'pentium-133-sourced'],
    );
    expect(result).to.include({ schema: 'ukperf/what-if/1', seed: '7', machine: 'pentium-133-sourced' });
    expect(result).to.include({ question: 'own', baseline: 'linux', replications: 2 });
    expect(Object.keys(result.figures[1])).to.deep.equal([
      ...['measure', 'variant', 'system', 'machine', 'workload', 'test', 'unit', 'value', 'interval'],
      ...['penalty', 'charges'],
    ]);
    expect(result.series).to.have.lengthOf(2);
  });

  it('refuses what it does not know, and wrong files with their place', async () => {
    const unknown = await ukperf('what-if', 'colocation');
    expect(unknown.status).to.equal(2);
    expect(unknown.stderr).to.match(/expected a question \(.*colocation-on-l4.*found "colocation"/);
    const missing = await ukperf('what-if', at('missing.yaml'));
    expect([missing.status, missing.stdout]).to.deep.equal([2, '']);
    expect(missing.stderr).to.contain('expected a readable question file');
    const wrong = await ukperf('what-if', at('wrong.yaml'));
    expect(wrong.status).to.equal(2);
    expect(wrong.stderr).to.match(/wrong\.yaml:10:38: variants\.l4linux\.system: expected a structure/);
    const short = await ukperf('what-if', at('stuck.yaml'));
    expect(short.stderr).to.match(/series\.walk\.values: expected a list of at least 2, found a list of 1/);
  });
});

describe('the pages on the questions', () => {
  const read = (page: string): string => readFileSync(join(PACKAGE, 'docs/questions', page), 'utf8');

  it('are one for each question, with its output and in the index', () => {
    const pages = readdirSync(join(PACKAGE, 'docs/questions')).filter((page) => page !== 'README.md');
    expect(pages.sort()).to.deep.equal(questionNames().map((name) => `${name}.md`));
    for (const name of questionNames()) {
      expect(commandsOf(read(`${name}.md`))).to.deep.equal([`ukperf what-if ${name}`]);
      expect(read('README.md')).to.contain(`(${name}.md)`);
      expect(readFileSync(join(PACKAGE, 'README.md'), 'utf8')).to.contain(`npx ukperf what-if ${name}`);
    }
  });

  it('get their output anew from the commands that they name', () => {
    const outputs = ['$& ukperf x y\n'];
    const page = 'before\n<!-- output: ukperf x y -->\nold\n<!-- /output -->\nafter\n';
    const fresh = withOutputs(page, outputs);
    expect(fresh).to.equal(
      'before\n<!-- output: ukperf x y -->\n```text\n$& ukperf x y\n```\n<!-- /output -->\nafter\n',
    );
    expect(withOutputs(fresh, outputs)).to.equal(fresh);
  });
});
