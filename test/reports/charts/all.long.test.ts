import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { charts } from '../../support/made-up-charts.ts';

describe('charts of a reproduction, against the schema', () => {
  it('are valid Vega-Lite', () => {
    const require = createRequire(import.meta.url);
    const schema = JSON.parse(
      readFileSync(require.resolve('vega-lite/vega-lite-schema.json'), 'utf8'),
    ) as object;
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    for (const { name, spec } of charts)
      expect(validate(spec), `${name}: ${JSON.stringify(validate.errors?.slice(0, 3))}`).to.equal(true);
    expect(validate({ ...charts[0].spec, width: 'wide' })).to.equal(false);
  }).timeout(120_000);
});
