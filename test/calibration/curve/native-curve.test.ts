import { expect } from 'chai';
import type { LoadTime, Place } from '../../../calibration/curve/curve-runs.ts';
import { CurveRuns } from '../../../calibration/curve/curve-runs.ts';
import { curvePoints, fitNativeCurve, marginal } from '../../../calibration/curve/native-curve.ts';
import { readSettingsFile } from '../../../cli/shipped.ts';
import { library, targets } from '../../support/shipped.ts';

const settings = readSettingsFile();
const shipped = settings['native-curve']!;
const toy = {
  ...shipped,
  'user-work': { path: 'work', seconds: [10, 20, 30, 40] },
  disk: [{ title: 'disk', entries: [], places: [-1, 0, 1] }],
  steps: 4,
  accepted: 10,
};
const LOADS = [1, 10, 100];

/** A toy: tasks wait for 100 s each, however many there are, and compute one after the other. */
function timeAt([work, disk]: Place, load: number): number {
  return load * work + 100 * 2 ** disk;
}
function run(place: Place, loads: readonly number[], replicationsOf: (load: number) => number): LoadTime[] {
  return loads.map((load) => ({
    load,
    replications: replicationsOf(load),
    logSeconds: Math.log(timeAt(place, load)),
    spread: 0.02,
    busy: (load * place[0]) / timeAt(place, load),
  }));
}
const published = (place: Place): { load: number; seconds: number }[] =>
  LOADS.map((load) => ({ load, seconds: timeAt(place, load) }));

describe('fit of the native curve', () => {
  it('finds the place that a curve was made at, and says how well it is known', () => {
    const { best, map, accepted } = fitNativeCurve(run, published([30, 0]), toy, 0.9);
    expect(best.place).to.deep.equal([30, 0]);
    expect(best.rms).to.be.closeTo(0, 1e-9);
    expect(map.reduce((sum, { weight }) => sum + weight, 0)).to.be.closeTo(1, 1e-9);
    const work = marginal(map, ({ place }) => place[0]);
    expect(work.mean).to.be.closeTo(30, 1.5);
    expect(work.low).to.be.within(25, 30);
    expect(work.high).to.be.within(30, 35);
    expect(accepted.reduce((sum, { weight }) => sum + weight, 0)).to.be.closeTo(1, 1e-9);
  });

  it('leaves open what the curve does not tell', () => {
    // At load 1 the disk alone counts, and nearly so at load 2.
    const points = [1, 2].map((load) => ({ load, seconds: timeAt([25, 0], load) }));
    const few = marginal(fitNativeCurve(run, points, toy, 0.9).map, ({ place }) => place[0]);
    const all = marginal(fitNativeCurve(run, published([25, 0]), toy, 0.9).map, ({ place }) => place[0]);
    expect(few.deviation).to.be.greaterThan(2 * all.deviation);
  });

  it('uses the mean place, and the sources of what the curve does not tell', () => {
    const two = { ...toy, disk: [...toy.disk, { title: 'nothing', entries: [], places: [-0.5, 1] }] };
    const { centre, times } = fitNativeCurve(run, published([30, 0]), two, 0.9);
    expect(centre[0]).to.be.closeTo(30, 1.5);
    expect(centre[1]).to.be.closeTo(0, 0.1);
    expect(centre[2]).to.equal(0);
    expect(times[2].logSeconds).to.equal(Math.log(timeAt(centre, 100)));
  });

  it('says which of the two limits throughput', () => {
    const { best, processorLimits } = fitNativeCurve(run, published([30, 0]), toy, 0.9);
    // 3000 s of 3100 s.
    expect(best.busy).to.equal(3000 / 3100);
    expect(processorLimits).to.be.greaterThan(0.9);
    expect(
      fitNativeCurve(run, published([30, 0]), { ...toy, 'processor-limited-above': 0.99 }, 0.9)
        .processorLimits,
    ).to.equal(0);
  });
});

describe('the shipped native curve', () => {
  it('has the loads of the figures, and nothing of other systems', () => {
    const points = curvePoints(targets, shipped, 'linux');
    expect(points).to.have.lengthOf(23);
    expect(points[0]).to.deep.equal({ load: 1, seconds: 346 });
    expect(points.at(-1)).to.deep.equal({ load: 138, seconds: 6263 });
  });

  it('takes the disk from its fast ends over its values to its slow ends', () => {
    const runs = new CurveRuns(library, 'pentium-133', 'pentium-133-sourced', 'linux', 'aim7', shipped);
    const at = (...place: [number, ...number[]]): Record<string, string> =>
      Object.fromEntries(runs.overridesAt(place).map(({ path, value }) => [path, value]));
    // 97 jobs of a task, 133 MHz.
    expect(at(9.7, 0, 0)).to.deep.include({
      'job-mix.user-work-per-job': '13300000 cycles',
      'disk.rotation': '5400 rpm',
      'disk.average-seek': '11000000 ns',
      'disk.transfer-rate': '4000000 B/s',
    });
    expect(at(9.7, 1, -1)).to.deep.include({
      'disk.rotation': '4500 rpm',
      'disk.average-seek': '14000000 ns',
      'disk.transfer-rate': '8000000 B/s',
    });
    expect(at(9.7, -1, 1)).to.deep.include({
      'disk.rotation': '7200 rpm',
      'disk.transfer-rate': '2000000 B/s',
    });
  });

  it('runs longer with more user work, and on a slower disk', () => {
    const runs = new CurveRuns(library, 'pentium-133', 'pentium-133-sourced', 'linux', 'aim7', shipped);
    const timeOf = (...place: [number, ...number[]]): number => runs.at(place, [2], () => 1)[0].logSeconds;
    const middle = timeOf(20, 0, 0);
    expect(timeOf(30, 0, 0)).to.be.greaterThan(middle);
    expect(timeOf(20, 1, 0)).to.be.greaterThan(middle);
    expect(runs.at([20, 0, 0], [2], () => 2)[0].busy).to.be.within(0.05, 0.5);
  });
});
