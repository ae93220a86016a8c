import { expect } from 'chai';
import { calibrate, CalibrationError, type Fit } from '../../../calibration/fit/calibrate.ts';
import { CalibrationTargets } from '../../../calibration/fit/calibration-targets.ts';
import type { Parameter } from '../../../calibration/fit/parameters.ts';
import { predictiveOf } from '../../../calibration/fit/predictive.ts';
import type { Job } from '../../../model/run/job.ts';
import type { Execute } from '../../../calibration/experiments/reproduce.ts';
import { Targets, type Target } from '../../../calibration/experiments/targets.ts';
import { readSettingsFile } from '../../../cli/shipped.ts';
import type { Measured } from '../../../model/index.ts';
import { library } from '../../support/shipped.ts';

const parameter = (path: string, value: number): Parameter => ({
  path,
  of: 'machine',
  value,
  low: value / 4,
  high: value * 4,
  dimension: 'cycles',
  source: 'toy',
});
const PARAMETERS = [parameter('trap', 10), parameter('miss', 5), parameter('unused', 7)];
const TRUTH: Record<string, number> = { trap: 14, miss: 3.5, unused: 7 };
const TESTS = Array.from({ length: 12 }, (_, index) => `test-${index}`);
const SYSTEMS = ['one', 'two'];

/** What a toy machine takes: traps and misses, in other numbers for each test and system. */
function cycles(test: string, system: string, costs: Readonly<Record<string, number>>): number {
  const index = TESTS.indexOf(test) + (system === 'two' ? TESTS.length : 0);
  return 3 + (1 + (index % 5)) * costs['trap'] + (1 + (index % 7)) * costs['miss'] + index;
}

const execute: Execute = (jobs) =>
  Promise.resolve(
    jobs.map(({ system, tests = [], overrides }: Job) => {
      const costs = Object.fromEntries(overrides.map(({ path, value }) => [path, parseFloat(value)]));
      return tests.map((test) => ({ test, expected: cycles(test, system, costs) }) as Measured);
    }),
  );

function fitOf(changes: object, tests = TESTS): Promise<Fit> {
  const list = tests.flatMap((test) =>
    SYSTEMS.map((system): Target => ({
      ...{ experiment: 'toy', test, system, unit: 'cycles', role: 'calibration', source: 'toy' },
      published: cycles(test, system, TRUTH),
    })),
  );
  return calibrate({
    evaluator: {
      library,
      experiments: { machine: 'toy', list: { toy: { title: 'toy', workload: 'toy', systems: SYSTEMS } } },
      machine: 'toy',
      seed: 'toy',
      nativeSystem: 'one',
      execute,
    },
    settings: {
      ...readSettingsFile(),
      'native-work': [],
      'systematic-error': 0.01,
      'most-evaluations': 50,
      ...changes,
    },
    parameters: PARAMETERS,
    targets: CalibrationTargets.of(new Targets(list), ['toy']),
    wholeUnits: () => false,
  });
}

describe('a fit to a toy machine', () => {
  it('recovers the costs that made its targets, from every start', async () => {
    const { fitted, values, starts, prior, posterior } = await fitOf({});
    expect(fitted.map(({ path }) => path)).to.deep.equal(['trap', 'miss']);
    fitted.forEach(({ path }, index) => {
      expect(values[index]).to.be.closeTo(TRUTH[path], 0.03 * TRUTH[path]);
      const error = prior.valueDeviation(index, values[index], posterior.deviations[index]);
      expect(Math.abs(values[index] - TRUTH[path])).to.be.lessThan(3 * error);
    });
    for (const { distance } of starts) expect(distance).to.be.lessThan(1);
  });

  it('leaves a cost that nothing depends on at its source', async () => {
    const { undetermined } = await fitOf({});
    expect(undetermined.map(({ path }) => path)).to.deep.equal(['unused']);
  });

  it('predicts tests and systems that it has not seen', async () => {
    const targets = CalibrationTargets.of(
      new Targets(
        TESTS.flatMap((test) =>
          SYSTEMS.map((system) => ({
            ...{
              experiment: 'toy',
              test,
              system,
              unit: 'cycles',
              role: 'calibration' as const,
              source: 'toy',
            },
            published: cycles(test, system, TRUTH),
          })),
        ),
      ),
      ['toy'],
    );
    const { byTest, bySystem } = await predictiveOf(await fitOf({}), targets, () => false, 0.01, 1.645);
    expect(byTest?.coverage).to.equal(1);
    expect(bySystem?.coverage).to.equal(1);
    expect(bySystem?.folds.map(({ name }) => name)).to.deep.equal(SYSTEMS);
  });

  it('is refused with more parameters than a third of the targets', async () => {
    const refused = await fitOf({}, TESTS.slice(0, 2)).catch((error: unknown) => error);
    expect(refused)
      .to.be.instanceOf(CalibrationError)
      .with.property('message')
      .that.contains('at most 1 entries');
  });
});
