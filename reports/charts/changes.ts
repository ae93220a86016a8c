import { VEGA_LITE_SCHEMA, type Chart } from './chart.ts';
import { systemScale } from './theme.ts';

/** A row of two results. */
interface Change {
  experiment: string;
  test: string;
  system: string;
  unit: string;
  verdict: string;
  before?: number;
  after?: number;
  change?: number;
}

/** Changes of rows in percent, the largest first; rows that are the same are left out. */
export function changesChart(rows: readonly Change[]): Chart {
  const changed = rows.filter(({ verdict, change }) => verdict !== 'same' && change !== undefined);
  const values = changed.map(({ experiment, test, change = 0, ...row }) => ({
    ...row,
    row: `${experiment} ${test}`,
    change: change * 100,
    moved: row.verdict === 'moved' ? 'beyond its interval' : 'within its interval',
  }));
  const title = 'What changed between two results';
  return {
    name: 'changes',
    title,
    caption:
      'Change of each row in percent of what it was, a mark a system; faint marks lie within their interval.',
    spec: {
      $schema: VEGA_LITE_SCHEMA,
      title,
      width: 420,
      height: { step: 18 },
      data: { values },
      layer: [
        { mark: { type: 'rule', strokeDash: [4, 4] }, encoding: { x: { datum: 0 } } },
        {
          mark: { type: 'point', size: 70, filled: true },
          encoding: {
            x: { field: 'change', type: 'quantitative', title: 'change, %' },
            y: {
              field: 'row',
              type: 'nominal',
              title: null,
              sort: { field: 'change', op: 'max', order: 'descending' },
            },
            color: {
              field: 'system',
              type: 'nominal',
              scale: systemScale(values.map(({ system }) => system)),
              title: 'system',
            },
            opacity: {
              field: 'moved',
              type: 'ordinal',
              scale: { domain: ['beyond its interval', 'within its interval'], range: [1, 0.35] },
              title: null,
            },
            tooltip: [
              { field: 'row' },
              { field: 'system' },
              { field: 'before', format: ',.4~g' },
              { field: 'after', format: ',.4~g' },
              { field: 'unit' },
              { field: 'change', format: '+.2f', title: 'change, %' },
            ],
          },
        },
      ],
    },
  };
}
