import { charts } from '../../support/made-up-charts.ts';
import { expectValidCharts } from '../../support/vega-lite.ts';

describe('charts of a reproduction, against the schema', () => {
  it('are valid Vega-Lite', () => {
    expectValidCharts(charts);
  }).timeout(120_000);
});
