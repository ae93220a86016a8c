import { expect } from 'chai';
import type { Calibration } from '../../../calibration/fit/calibration.ts';
import type { CurveFile } from '../../../calibration/curve/curve-file.ts';
import type { Experiments } from '../../../calibration/experiments/experiments.ts';
import { withPredictive } from '../../../calibration/experiments/predictive-rows.ts';
import type { Row } from '../../../calibration/experiments/row.ts';

const experiments = { list: { compile: { systems: ['linux', 'l4linux'] } } } as unknown as Experiments;
/** 90 % intervals: 1.6449 deviations. All rows are known to 10 %, and nothing else is wrong. */
const calibration = {
  accuracy: { 'systematic-error-percent': 0, 'interval-percent': 0.9 },
  rows: { 'lmbench/any/linux': [1, 1, 0.1] },
} as unknown as Calibration;
const WIDTH = 1.64485;

const row = (system: string, model: number, more: Partial<Row> = {}): Row => ({
  ...{ experiment: 'compile', test: 'elapsed', unit: 's' },
  ...{ system, model },
  ...more,
});
const native = row('linux', 100, { role: 'fitted' });
const whole: Partial<Row> = { role: 'validation' };
const predictiveOf = (other: Row): [number, number] =>
  withPredictive([native, other], calibration, experiments)[1].predictive!;

describe('predictive interval', () => {
  it('is around what a system takes beyond native, where native is fitted', () => {
    const [low, high] = predictiveOf(row('l4linux', 110, { ...whole, penalty: { value: 0.1 } }));
    expect(low).to.be.closeTo(100 + 10 / Math.exp(WIDTH * 0.1), 1e-3);
    expect(high).to.be.closeTo(100 + 10 * Math.exp(WIDTH * 0.1), 1e-3);
  });

  it('of a whole workload has the spread of one boot of each system as well', () => {
    // From 7 to 13 %, of a native time of 100 s: 3 s to each side.
    const [low, high] = predictiveOf(
      row('l4linux', 110, { ...whole, penalty: { value: 0.1, boots: [0.07, 0.13] } }),
    );
    const factor = Math.exp(WIDTH * 0.1);
    expect(low).to.be.closeTo(110 - Math.hypot(10 - 10 / factor, 3), 1e-3);
    expect(high).to.be.closeTo(110 + Math.hypot(10 * factor - 10, 3), 1e-3);
  });

  it('has it at the level of the calibration', () => {
    const wider = { ...calibration, accuracy: { ...calibration.accuracy, 'interval-percent': 0.98 } };
    const other = row('l4linux', 100, { ...whole, penalty: { value: 0, boots: [-0.03, 0.03] } });
    const [, { predictive }] = withPredictive([native, other], wider, experiments);
    // Nothing beyond native, so there is nothing else to be wrong about: 2.3263 deviations for 1.6449.
    expect(predictive![1]).to.be.closeTo(100 + (3 * 2.32635) / WIDTH, 1e-3);
    expect(predictive![0]).to.be.closeTo(100 - (3 * 2.32635) / WIDTH, 1e-3);
  });

  it('of a job mix has the spread of what its native curve leaves uncertain', () => {
    const other = row('l4linux', 100, { ...whole });
    const curve = { rows: { 'compile/elapsed/l4linux': [101, 4] } } as unknown as CurveFile;
    const [, { predictive }] = withPredictive([native, other], calibration, experiments, curve);
    expect(predictive![0]).to.be.closeTo(100 - 4 * WIDTH, 1e-3);
    expect(predictive![1]).to.be.closeTo(100 + 4 * WIDTH, 1e-3);
  });

  it('is not given to what the model was set from', () => {
    expect(withPredictive([native], calibration, experiments)[0]).not.to.have.property('predictive');
  });
});
