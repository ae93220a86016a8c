import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { isMap, parseDocument } from 'yaml';
import type { Calibration } from '../../calibration/fit/calibration.ts';
import type { Row } from '../../calibration/experiments/row.ts';
import type { Score } from '../../calibration/experiments/validation.ts';
import type { Sensitivity } from '../../calibration/sensitivity/sensitivity.ts';
import { DiskLibrary, PACKAGE } from '../../api/disk-library.ts';
import { readShippedCalibration, SETTINGS } from '../../cli/shipped.ts';
import { loadMachine } from '../../model/index.ts';
import { json, shell, temporaryFiles, ukperf } from '../support/command-line.ts';
import { library } from '../support/shipped.ts';

/** The shipped settings with some changed. */
function settingsWith(changes: Record<string, unknown>): string {
  const document = parseDocument(readFileSync(join(PACKAGE, SETTINGS), 'utf8'));
  for (const [key, value] of Object.entries(changes)) document.set(key, document.createNode(value));
  expect(isMap(document.contents)).to.equal(true);
  return document.toString();
}

const SMALL = {
  experiments: ['getpid', 'getpid-breakdown'],
  parameters: [
    'processor.cycles-per-instruction',
    'privilege.interrupt-instruction',
    'privilege.task-switch',
  ],
  replications: 1,
  'jacobian-replications': 1,
  starts: 2,
  'native-work': [],
};
const directory = temporaryFiles({
  'small.yaml': settingsWith(SMALL),
  'many.yaml': settingsWith({ experiments: ['getpid'] }),
  'unknown.yaml': settingsWith({ parameters: ['processor.clock'] }),
  'wrong.yaml': settingsWith({ 'prior-deviation': 'wide' }),
  'own.yaml': settingsWith({
    ...SMALL,
    experiments: ['getpid', 'lmbench'],
    parameters: ['processor.cycles-per-instruction'],
    'fitted-machine': 'own-fitted',
    calibration: 'own-fit',
    starts: 1,
    'most-evaluations': 2,
  }),
  'own-targets.yaml': `targets: own
machine: pentium-133-sourced
experiments:
  getpid: { source: own, role: calibration, tests: { getpid: { unit: cycles, linux: 250 } } }
  lmbench:
    source: own
    role: calibration
    tests:
      write-dev-null-latency: { unit: us, linux: 2.6 }
      pipe-latency: { unit: us, linux: 34 }
      ctx-2proc-0k-latency: { unit: us, linux: 6 }
`,
  'no-targets.yaml': 'targets: none\nmachine: pentium-133\nexperiments: {}\n',
  'no-experiment.yaml': settingsWith({ experiments: ['getppid'] }),
});
const at = (file: string): string => join(directory, file);

type Result = Calibration & { parameters: Record<string, { 'of-prior': number }> };

describe('ukperf calibrate', () => {
  const FIT = ['calibrate', '--settings', at('small.yaml'), '--json', '--workers'];

  it('fits what the data determine and leaves the rest at its source', async () => {
    const result = await json<Result>(...FIT, '2');
    // A call of getpid has no task switch.
    expect(result.undetermined).to.include({ 'privilege.task-switch': '106 cycles' });
    expect(result.parameters).not.to.have.property('privilege.task-switch');
    expect(result.ledger['calibration-targets']).to.equal(10);
    const instructions = result.parameters['processor.cycles-per-instruction'];
    expect(instructions['of-prior']).to.be.lessThan(0.9);
    expect(Math.abs(instructions.distance)).to.be.lessThan(3);
  });

  it('gives the same on one worker as on two', async () => {
    expect(await json(...FIT, '1')).to.deep.equal(await json(...FIT, '2'));
  });

  it("fits one system to results of the user's own, and writes what can be used and validated", async () => {
    const { status, stderr, stdout } = await shell(
      'ukperf calibrate --settings own.yaml --targets own-targets.yaml --out fit',
      directory,
    );
    expect([status, stderr]).to.deep.equal([0, '']);
    expect(stdout).to.contain('wrote fit/own-fit.yaml and fit/own-fitted.yaml');
    // Nothing is left when the one system is left out.
    expect(stdout).to.contain('each test left out').and.not.contain('each system left out');
    const fitted = loadMachine(new DiskLibrary(), at('fit/own-fitted.yaml')).machine;
    expect(fitted.processor['cycles-per-instruction']).to.be.greaterThan(1.25);
    const lint = await ukperf('lint', at('fit/own-fit.yaml'), at('fit/own-fitted.yaml'));
    expect(lint.status, lint.stdout).to.equal(0);
    const report = await json<{ worst: Row[] }>(
      ...['accuracy', '--machine', at('fit/own-fitted.yaml'), '--targets', at('own-targets.yaml')],
      ...['--quick', '--json'],
    );
    expect(report.worst.map(({ published }) => published)).to.have.members([250, 2.6, 34, 6]);
  });

  it('prints what each parameter became, and what the data leave open', async () => {
    const { stdout, status } = await ukperf('calibrate', '--settings', at('small.yaml'));
    expect(status).to.equal(0);
    expect(stdout).to.match(/^processor\.cycles-per-instruction /m);
    expect(stdout).to.match(/privilege\.task-switch/);
  });

  it('wrote the profile that is shipped', () => {
    const { parameters } = parseDocument(
      readFileSync(join(PACKAGE, 'calibration/sosp97-fit.yaml'), 'utf8'),
    ).toJS() as {
      parameters: Record<string, { value: string | number }>;
    };
    const profile = loadMachine(library, 'pentium-133').document.data as {
      calibrated: Record<string, unknown>;
    };
    for (const [path, { value }] of Object.entries(parameters)) {
      const entry = (profile.calibrated[path] ??
        path
          .split('.')
          .reduce<unknown>((data, key) => (data as Record<string, unknown>)[key], profile)) as object;
      expect(entry, path).to.include({ value, status: 'fitted' });
    }
    expect(readShippedCalibration()['fitted-machine']).to.equal('pentium-133');
  });
});

describe('ukperf sensitivity', () => {
  const PATHS = ['processor.cycles-per-instruction', 'privilege.segment-load', 'privilege.task-switch'];

  it('finds what a system call depends on', async () => {
    const { results } = await json<{ results: Sensitivity[] }>(
      ...['sensitivity', 'getpid/getpid/l4linux', '--samples', '32', '--trajectories', '4', '--json'],
      ...['--parameters', ...PATHS],
    );
    const [instructions, segments, taskSwitch] = results[0].parameters;
    expect(instructions.effects?.mean).to.be.greaterThan(0.1);
    expect(instructions.indices?.total.value).to.be.greaterThan(segments.indices?.total.value ?? 1);
    expect(taskSwitch.effects?.importance).to.equal(0);
    expect(taskSwitch.indices).to.equal(undefined);
  });

  it('prints a table with bars', async () => {
    const { stdout } = await ukperf(
      'sensitivity',
      'getpid/getpid/l4linux:linux',
      '--samples',
      '16',
      '--parameters',
      ...PATHS,
    );
    expect(stdout).to.match(/^processor\.cycles-per-instruction .*█/m);
  });
});

describe('ukperf accuracy', () => {
  interface Report {
    ledger: Record<string, number>;
    scores: Score[];
    worst: (Row & { dominantCharge?: { place: string; cause: string } })[];
  }

  it('says how far off each experiment is, and why', async () => {
    const report = await json<Report>('accuracy', 'getpid', 'dual-space', '--quick', '--json');
    expect(report.ledger['calibrationTargets']).to.equal(88);
    const dual = report.scores.find(({ experiment }) => experiment === 'dual-space');
    expect(dual).to.include({ role: 'validation', rows: 1 });
    expect(dual?.firstMedianAbsoluteError).to.be.greaterThan(0);
    expect(report.worst).to.have.length(6);
    for (const { predictive, dominantCharge, model } of report.worst) {
      expect(predictive?.[0]).to.be.lessThan(model);
      expect(predictive?.[1]).to.be.greaterThan(model);
      expect(dominantCharge?.place).to.be.a('string');
    }
  });

  it('prints the ledger, scores by experiment, and the worst rows with their charges', async () => {
    const { stdout, status } = await ukperf('accuracy', 'getpid', 'dual-space', '--quick');
    expect(status).to.equal(0);
    expect(stdout).to.match(/^Ledger: \d+ parameters fitted to 88 calibration targets/m);
    expect(stdout).to.match(/^dual-space +all +validation +1 /m);
    expect(stdout).to.match(/^getpid\/getpid\/\S+ .*█/m);
  });

  it('was called validate, and still is for those who do not know', async () => {
    for (const words of [['getpid', '--quick', '--json'], ['nothing']]) {
      const now = await ukperf('accuracy', ...words);
      expect(await ukperf('validate', ...words)).to.deep.equal({
        ...now,
        stderr: `ukperf validate is now ukperf accuracy\n${now.stderr}`,
      });
    }
  });

  it('has no intervals for a machine that was not fitted', async () => {
    const report = await json<Report>(
      'accuracy',
      'getpid',
      '--quick',
      '--json',
      '--machine',
      'pentium-133-sourced',
    );
    expect(report.ledger['freeParameters']).to.equal(0);
    expect(report.worst.some((row) => row.predictive !== undefined)).to.equal(false);
  });
});

const WRONG: [string, string[], string][] = [
  [
    'settings that are not there',
    ['calibrate', '--settings', at('none.yaml')],
    'expected a readable file of settings',
  ],
  ['settings with a wrong value', ['calibrate', '--settings', at('wrong.yaml')], 'wrong.yaml:'],
  [
    'more parameters than targets bear',
    ['calibrate', '--settings', at('many.yaml')],
    'expected at most 1 entries marked',
  ],
  [
    'a parameter that may not move',
    ['calibrate', '--settings', at('unknown.yaml')],
    'found "processor.clock"',
  ],
  [
    'results that are of no experiment of the settings',
    ['calibrate', '--settings', at('small.yaml'), '--targets', at('no-targets.yaml')],
    'expected targets of role calibration for getpid, getpid-breakdown, found none',
  ],
  [
    "the shipped files written from results of one's own",
    ['calibrate', '--targets', at('own-targets.yaml'), '--write'],
    'expected --write with what is shipped only, found --targets',
  ],
  ['an unknown experiment', ['calibrate', '--settings', at('no-experiment.yaml')], 'found "getppid"'],
  ['a sensitivity of no row', ['sensitivity', 'getpid'], 'expected experiment/test/system'],
  [
    'a sensitivity of no test',
    ['sensitivity', 'getpid/getppid/linux', '--samples', '0', '--trajectories', '1'],
    'found "getppid"',
  ],
  [
    'a parameter without a range',
    ['sensitivity', 'getpid/getpid/linux', '--parameters', 'processor.clock'],
    'found "processor.clock"',
  ],
  ['an experiment without results', ['accuracy', 'nothing'], 'found "nothing"'],
];

describe('wrong use of the fit', () => {
  for (const [name, words, message] of WRONG)
    it(`${name} ends with status 2`, async () => {
      const { status, stdout, stderr } = await ukperf(...words);
      expect([status, stdout], stderr).to.deep.equal([2, '']);
      expect(stderr).to.contain(message);
    });
});
