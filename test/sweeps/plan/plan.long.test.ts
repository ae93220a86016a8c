import { expectRunsOfPoints } from '../../support/sweep-plans.ts';

describe('the plan of a sweep, many times', () => {
  it('gives every point the run that has its values', () => {
    expectRunsOfPoints(30);
  });
});
