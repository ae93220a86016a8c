import type { OperationCharges } from '../../calibration/experiments/operation-charges.ts';
import type { Charge } from '../../model/index.ts';
import { formatNumber } from '../numbers.ts';
import { colourOf, FAMILY_NAMES, familyOf } from './cause-families.ts';
import { VEGA_LITE_SCHEMA, type Chart } from './chart.ts';
import { GAP, PANEL_TITLE, STEP, WIDTH } from './look.ts';
import { inOrder, told, toldNumber } from './parts.ts';
import { placeScale } from './theme.ts';

/** Operations that stand for a call, for several calls with switches, and for a whole workload. */
const SHOWN = ['getpid/getpid', 'lmbench/pipe-latency', 'compile/elapsed'];

/** Where the cycles of an operation go: in whose code. */
export function cyclesByPlace(operations: readonly OperationCharges[]): Chart | undefined {
  const places = operations.flatMap(({ charges }) => charges.map(({ place }) => place));
  return stacked(operations, {
    name: 'cycles-by-place',
    title: 'Where the cycles go: by place',
    caption:
      'Shares of the time of one operation by the place that it is spent in: the program, the emulation library in its address space, the Linux kernel or server, and the kernel below. At the right the cycles of the whole.',
    group: 'place',
    groupOf: ({ place }) => place,
    scale: placeScale(places),
  });
}

/** Where the cycles of an operation go: what they are spent on. */
export function cyclesByCause(operations: readonly OperationCharges[]): Chart | undefined {
  return stacked(operations, {
    name: 'cycles-by-cause',
    title: 'Where the cycles go: by cause',
    caption:
      'Shares of the time of one operation by what it is spent on. Instructions are those that hit the first-level caches; misses are those of all code, the program included. At the right the cycles of the whole.',
    group: 'cause',
    groupOf: ({ cause }) => familyOf(cause),
    scale: { domain: [...FAMILY_NAMES], range: FAMILY_NAMES.map(colourOf) },
  });
}

interface Grouping {
  name: string;
  title: string;
  caption: string;
  group: string;
  groupOf: (charge: Charge) => string;
  scale: { domain: string[]; range: string[] };
}

function stacked(
  operations: readonly OperationCharges[],
  { name, title, caption, group, groupOf, scale }: Grouping,
): Chart | undefined {
  const shown = SHOWN.map((key) =>
    operations.filter(({ experiment, test }) => `${experiment}/${test}` === key),
  ).filter((list) => list.length > 0);
  if (shown.length === 0) return undefined;
  const used = scale.domain
    .map((entry, index) => [entry, scale.range[index]] as const)
    .filter(([entry]) =>
      shown.flat().some(({ charges }) => charges.some((charge) => groupOf(charge) === entry)),
    );
  const [domain, range] = [0, 1].map((index) => used.map((pair) => pair[index]));
  return {
    name,
    title,
    caption,
    spec: {
      $schema: VEGA_LITE_SCHEMA,
      title: { text: title, subtitle: 'share of the cycles of one operation' },
      spacing: GAP.panels,
      vconcat: shown.map((list, panel) => {
        const systems = inOrder(list.map(({ system }) => system));
        const y = { field: 'system', type: 'nominal', sort: systems, title: null } as const;
        const values = list.flatMap((operation) => sharesOf(operation, groupOf));
        const totals = list.map(({ system, charges }) => ({
          system,
          share: 1,
          label: formatCycles(sumOf(charges)),
        }));
        return {
          title: { text: nameOf(list[0]), fontSize: PANEL_TITLE },
          width: WIDTH.bars,
          height: { step: STEP.bar + STEP.narrow },
          layer: [
            {
              data: { values },
              mark: { type: 'bar' as const },
              encoding: {
                y,
                x: {
                  field: 'share',
                  type: 'quantitative' as const,
                  title: panel === shown.length - 1 ? 'share of the time (%)' : null,
                  axis: { format: '.0%' },
                  scale: { domain: [0, 1] },
                },
                color: {
                  field: 'group',
                  type: 'nominal' as const,
                  scale: { domain, range },
                  legend: { title: group },
                },
                order: { field: 'rank', type: 'quantitative' as const },
                tooltip: [
                  told('system'),
                  told('group', group),
                  toldNumber('cycles'),
                  toldNumber('share', 'share', '.1%'),
                ],
              },
            },
            {
              data: { values: totals },
              mark: { type: 'text' as const, align: 'left' as const, dx: GAP.label },
              encoding: {
                y,
                x: { field: 'share', type: 'quantitative' as const },
                text: { field: 'label' },
              },
            },
          ],
        };
      }),
    },
  };

  function sharesOf({ system, charges }: OperationCharges, of: (charge: Charge) => string): object[] {
    const total = sumOf(charges);
    return domain
      .map((entry, rank) => {
        const cycles = sumOf(charges.filter((charge) => of(charge) === entry));
        return { system, group: entry, rank, cycles, share: cycles / total };
      })
      .filter(({ cycles }) => cycles > 0);
  }
}

const nameOf = ({ experiment, test }: OperationCharges): string =>
  test === experiment ? test : `${experiment} ${test}`;

const BILLION = 1e9;
const formatCycles = (cycles: number): string =>
  cycles >= BILLION ? `${formatNumber(cycles / BILLION)} billion cycles` : `${formatNumber(cycles)} cycles`;

const sumOf = (charges: readonly Charge[]): number => charges.reduce((sum, { cycles }) => sum + cycles, 0);
