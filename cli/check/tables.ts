import type { JudgedClaim } from '../../calibration/claims/judge.ts';
import { formatNumber } from '../../reports/numbers.ts';
import { isMoved, otherTrajectories, type Check, type CheckedRow } from '../../results/lock/check-lock.ts';
import { figure, formatTable, text, type Cell } from '../terminal/table.ts';
import { boundsText, formatChange } from './cases.ts';

/** Rows that are not the same, how many are, other trajectories, and inputs that changed. */
export function checkTables(check: Check): string[] {
  const { rows, inputs } = check;
  const changed = rows.filter(({ verdict }) => verdict !== 'same');
  const same =
    changed.length === 0
      ? `all ${rows.length} rows are the same`
      : `${rows.length - changed.length} of ${rows.length} rows are the same`;
  const others = otherTrajectories(check).map(({ experiment }) => experiment);
  return [
    ...(changed.length > 0 ? [`${changedTable(changed)}\n`] : []),
    same,
    ...(others.length > 0 ? [`same figures, another trajectory: ${others.join(', ')}`] : []),
    ...(inputs.length > 0
      ? [
          `inputs that changed: ${inputs
            .map(({ input, change }) => (change === 'changed' ? input : `${input} (${change})`))
            .join(', ')}`,
        ]
      : changed.length > 0 || others.length > 0
        ? ['no input changed']
        : []),
  ];
}

function changedTable(rows: readonly CheckedRow[]): string {
  const number = (value: number | undefined): string => (value === undefined ? '' : formatNumber(value));
  return formatTable(
    [text('row'), figure('locked'), figure('now'), text(''), figure('change'), text('')],
    [...rows]
      .sort((left, right) => Number(isMoved(right)) - Number(isMoved(left)))
      .map((row) => [
        `${row.experiment}/${row.test}/${row.system}`,
        number(row.before),
        number(row.after),
        row.unit,
        row.change === undefined ? '' : formatChange(row.change),
        verdictCell(row),
      ]),
  );
}

function verdictCell({ verdict, tolerance, published }: CheckedRow): Cell {
  if (verdict === 'within') return { text: `within ${tolerance}`, style: 'inside' };
  if (published) return { text: 'published value changed', style: 'outside' };
  return { text: verdict, style: verdict === 'moved' ? 'outside' : 'changed' };
}

/** Each claim: whether it is true, and its figures within their bounds; beside them those without inferred mechanisms, where some are. */
export function claimTables(claims: readonly JudgedClaim[]): string[] {
  const sourced = claims.some(({ figures }) => figures.some((one) => one.sourced !== undefined));
  return claims.map(({ title, states, source, holds, figures }) => {
    const table = formatTable(
      [
        ...[text(''), ...(sourced ? [figure('sourced alone')] : []), figure('model'), figure('published')],
        ...[text('claimed'), text('')],
      ],
      figures.map((one) => [
        one.title,
        ...(sourced ? [formatNumber(one.sourced ?? one.value)] : []),
        formatNumber(one.value),
        one.published === undefined ? '' : formatNumber(one.published),
        boundsText(one),
        one.holds ? { text: 'holds', style: 'inside' } : { text: 'does not hold', style: 'outside' },
      ]),
    );
    return `${holds ? 'TRUE' : 'FALSE'}  ${title}\n${states} (${source})\n${table}\n`;
  });
}
