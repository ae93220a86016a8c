import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { PACKAGE } from '../../api/disk-library.ts';
import { shell, temporaryFiles } from '../support/command-line.ts';
import { followPage } from '../support/page-as-test.ts';

describe('the page about checking in your own CI', () => {
  followPage('docs/tutorials/check-in-your-ci.md');
});

/** The commands of a job, by the file of the service. */
const EXAMPLES: Record<string, (file: unknown) => string[]> = {
  'github-actions.yml': (file) =>
    (file as { jobs: { check: { steps: { run?: string }[] } } }).jobs.check.steps.flatMap(
      ({ run }) => run ?? [],
    ),
  'gitlab-ci.yml': (file) => (file as { ukperf: { script: string[] } }).ukperf.script,
};

describe('the example for', () => {
  for (const [name, commandsOf] of Object.entries(EXAMPLES)) {
    it(`${name} installs and then checks, with a report`, async () => {
      const text = readFileSync(join(PACKAGE, 'docs', 'examples', name), 'utf8');
      const [install, check, ...others] = commandsOf(parse(text));
      expect([install, others]).to.deep.equal(['npm ci', []]);
      const directory = temporaryFiles({});
      const locked = await shell('npx ukperf check --update --quick --only dual-space', directory);
      expect(locked.status, locked.stderr).to.equal(0);
      const { status, stdout } = await shell(check, directory);
      expect([status, stdout.split('\n')[0]]).to.deep.equal([0, 'all 1 rows are the same']);
      const report = /--junit (\S+)/.exec(check)?.[1] ?? '';
      expect(readFileSync(join(directory, report), 'utf8')).to.contain('<testcase classname="dual-space"');
      // The service takes the report by the name that the command writes.
      expect(text.split(report)).to.have.lengthOf(3);
    });
  }
});
