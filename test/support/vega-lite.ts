import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import type { Chart } from '../../reports/charts/chart.ts';

/** Checks charts against the schema of Vega-Lite, which refuses one with a mistake. */
export function expectValidCharts(charts: readonly Chart[]): void {
  const require = createRequire(import.meta.url);
  const schema = JSON.parse(
    readFileSync(require.resolve('vega-lite/vega-lite-schema.json'), 'utf8'),
  ) as object;
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  expect(charts).not.to.deep.equal([]);
  for (const { name, spec } of charts)
    expect(validate(spec), `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`).to.equal(true);
  expect(validate({ ...charts[0].spec, width: 'wide' })).to.equal(false);
}
