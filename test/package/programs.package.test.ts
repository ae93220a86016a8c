import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE } from '../../api/disk-library.ts';
import type { Call } from '../support/command-line.ts';
import { commentedExamples, shownExamples } from '../support/examples.ts';
import { installed, type Installed } from './support/installed.ts';

const TSC = join(PACKAGE, 'node_modules', 'typescript', 'bin', 'tsc');
const PAGES = ['README.md', 'docs/how-to/use-as-a-library.md'];
/** No types of Node: programs for browsers have none. Those of the package and of what it needs are checked as well. */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  target: 'es2023',
  lib: ['es2023', 'dom'],
  types: [],
};
/** By moduleResolution. */
const MODULES = { nodenext: 'nodenext', bundler: 'esnext' } as const;

/** What the documentation shows, in comments and on pages. */
const SHOWN = [...commentedExamples(), ...PAGES.flatMap(shownExamples)];
const SHIPPED = readdirSync(join(PACKAGE, 'examples')).filter((file) => file.endsWith('.mjs'));

describe('programs in a project that has installed the package', () => {
  let ukperf: Installed;
  const compiled: Record<string, Call> = {};
  before(async () => {
    ukperf = await installed();
    mkdirSync(join(ukperf.directory, 'shown'));
    for (const { name, code } of SHOWN) ukperf.write(`shown/${name}.mts`, code);
    for (const [moduleResolution, module] of Object.entries(MODULES)) {
      const compilerOptions = { ...STRICT, module, moduleResolution, outDir: moduleResolution };
      ukperf.write('shown/tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.mts'] }));
      compiled[moduleResolution] = await ukperf.run('node', TSC, '--project', 'shown');
    }
  });

  for (const file of SHIPPED)
    it(`${file} answers its question`, async () => {
      ukperf.write(file, readFileSync(join(PACKAGE, 'examples', file), 'utf8'));
      const { status, stdout, stderr } = await ukperf.run('node', file);
      expect([status, stderr]).to.deep.equal([0, '']);
      expect(stdout.split('\n').length).to.be.greaterThan(2);
    });

  for (const moduleResolution of Object.keys(MODULES))
    it(`have types with moduleResolution ${moduleResolution}`, () => {
      expect(compiled[moduleResolution]).to.deep.equal({ status: 0, stdout: '', stderr: '' });
    });

  for (const { name } of SHOWN)
    it(`the example ${name} runs`, async () => {
      const { status, stdout, stderr } = await ukperf.run('node', `shown/nodenext/${name}.mjs`);
      expect([status, stderr]).to.deep.equal([0, '']);
      expect(stdout).not.to.equal('');
    });

  it('have schemas for their editors', async () => {
    const code =
      "import schema from 'ukperf/schemas/machine.schema.json' with { type: 'json' }; console.log(schema.title)";
    const { status, stdout } = await ukperf.run('node', '--no-warnings', '--input-type=module', '-e', code);
    expect([status, stdout.length > 1]).to.deep.equal([0, true]);
  });
});
