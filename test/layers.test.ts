import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** As much as is needed of what dependency-cruiser says. */
interface Cruise {
  summary: { violations: { from: string; rule: { name: string } }[] };
}

/** One import against each rule, and the rule that must refuse it. */
const WRONG: [from: string, to: string, rule: string][] = [
  ['model/run/measure', 'calibration/experiments/targets', 'below-model'],
  ['model/core/clock', 'model/document/problem', 'below-model-core'],
  ['model/document/shape', 'model/core/clock', 'below-model-document'],
  ['model/hardware/tlb', 'model/kernels/engine/simulation', 'below-model-hardware'],
  ['model/kernels/engine/interpreter', 'model/trace/tracer', 'below-model-kernels'],
  ['model/kernels/language/names', 'model/kernels/program/codes', 'below-model-kernels-language'],
  ['model/kernels/program/codes', 'model/kernels/language/names', 'below-model-kernels-program'],
  ['model/kernels/assembler/assembly', 'model/kernels/verbs/run', 'below-model-kernels-assembler'],
  ['model/kernels/verbs/run', 'model/kernels/files/structure-file', 'below-model-kernels-verbs'],
  ['model/kernels/files/structure-file', 'model/kernels/assembler/assembly', 'below-model-kernels-files'],
  ['model/kernels/compile/compile', 'model/kernels/engine/simulation', 'below-model-kernels-compile'],
  ['model/kernels/engine/simulation', 'model/kernels/compile/compile', 'below-model-kernels-engine'],
  ['api/simulate', 'calibration/experiments/targets', 'below-api'],
  ['calibration/experiments/reproduce', 'sweeps/attribution/shapley', 'below-calibration'],
  ['sweeps/attribution/decomposition', 'sweeps/questions/answer', 'below-sweeps-attribution'],
  ['sweeps/questions/plan', 'sweeps/attribution/shapley', 'below-sweeps-questions'],
  ['results/diff', 'sweeps/plan/plan', 'below-results'],
  ['sweeps/plan/plan', 'reports/numbers', 'below-sweeps'],
  ['sweeps/space/grid', 'sweeps/store/table', 'below-sweeps-space'],
  ['sweeps/analysis/effects', 'sweeps/plan/plan', 'below-sweeps-analysis'],
  ['reports/numbers', 'cli/output', 'below-reports'],
  ['lint/lint', 'reports/numbers', 'below-lint'],
  ['web/page/explorer', 'cli/output', 'below-web'],
  ['web/engine/tasks', 'web/page/latest', 'below-web-engine'],
  ['web/state/scale', 'web/page/pool', 'below-web-state'],
  ['web/charts/room', 'web/page/history', 'below-web-charts'],
  ['cli/main', 'web/page/explorer', 'below-cli'],
  ['bench/main', 'reports/numbers', 'below-bench'],
  ['scripts/update', 'test/support/toy', 'below-scripts'],
  ['model/units', 'node:fs', 'pure-model'],
  ['api/index', 'node:fs', 'pure-api'],
  ['web/page/story', 'node:fs', 'pure-web'],
  ['web/page/penalty', 'reports/render/draw', 'web-draws-itself'],
  ['sweeps/execution/execute', 'sweeps/engines/engine', 'engines-are-optional'],
  ['sweeps/execution/worker', 'node:worker_threads', 'one-pool-of-threads'],
];

/** Two files that import each other. */
const CIRCLE: [from: string, to: string][] = [
  ['lint/context', 'lint/kinds'],
  ['lint/kinds', 'lint/context'],
];

/** Two files of which each needs a type of the other. */
const TYPES: [from: string, to: string][] = [
  ['model/trace/one', 'model/trace/other'],
  ['model/trace/other', 'model/trace/one'],
];

/** Writes files of which each imports another, into a directory that looks like the project. */
function write(
  directory: string,
  imports: readonly [from: string, to: string][],
  types: readonly [from: string, to: string][],
): void {
  const texts = new Map<string, string>();
  for (const [, to] of imports) if (!to.startsWith('node:')) texts.set(to, 'export {};\n');
  for (const [from, to] of imports) {
    const up = '../'.repeat(from.split('/').length - 1);
    texts.set(from, `import '${to.startsWith('node:') ? to : `${up}${to}.ts`}';\n`);
  }
  for (const [from, to] of types)
    texts.set(from, `import type { T } from './${to.split('/').at(-1)}.ts';\nexport type { T };\n`);
  for (const [name, text] of texts) {
    mkdirSync(join(directory, dirname(name)), { recursive: true });
    writeFileSync(join(directory, `${name}.ts`), text);
  }
  writeFileSync(join(directory, 'tsconfig.json'), '{}');
}

/** Runs dependency-cruiser with the project's rules on another directory; its exit status is the number of errors. */
function cruise(directory: string, folders: readonly string[]): Promise<Cruise> {
  const words = ['--config', join(PROJECT, '.dependency-cruiser.cjs'), '--output-type', 'json', ...folders];
  const program = join(PROJECT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...words], { cwd: directory }, (error, stdout, stderr) => {
      if (stdout === '') reject(new Error(stderr, { cause: error }));
      else resolve(JSON.parse(stdout) as Cruise);
    });
  });
}

describe('the rules of layers', () => {
  let directory: string;
  let violations: Cruise['summary']['violations'];

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), 'ukperf-layers-'));
    write(directory, [...WRONG.map(([from, to]): [string, string] => [from, to]), ...CIRCLE], TYPES);
    const folders = new Set(WRONG.map(([from]) => from.split('/')[0]));
    ({ violations } = (await cruise(directory, [...folders])).summary);
  });

  after(() => {
    rmSync(directory, { recursive: true });
  });

  const brokenBy = (name: string): string[] =>
    violations.filter(({ from }) => from === `${name}.ts`).map(({ rule }) => rule.name);

  for (const [from, to, rule] of WRONG) {
    it(`refuse that ${from} imports ${to}`, () => {
      expect(brokenBy(from)).to.include(rule);
    });
  }

  it('refuse a circle', () => {
    expect(violations.map(({ rule }) => rule.name)).to.include('no-circle');
  });

  it('refuse a circle of types', () => {
    expect(brokenBy('model/trace/one')).to.deep.equal(['no-circle']);
  });

  it('hold every folder that has code', () => {
    const { include } = JSON.parse(readFileSync(join(PROJECT, 'tsconfig.json'), 'utf8')) as {
      include: string[];
    };
    const ruled = new Set(WRONG.map(([, , rule]) => rule));
    for (const folder of [...include, 'web'].filter((name) => name !== 'test'))
      expect(ruled.has(`below-${folder}`), folder).to.equal(true);
  });

  it('are each broken once', async () => {
    const rules = (await import(join(PROJECT, '.dependency-cruiser.cjs'))) as {
      default: { forbidden: { name: string }[] };
    };
    const names = rules.default.forbidden.map(({ name }) => name);
    expect(names.sort()).to.deep.equal([...WRONG.map(([, , rule]) => rule), 'no-circle'].sort());
  });
});
