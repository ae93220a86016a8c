import type { Charge } from '../../model/index.ts';
import { formatNumber } from '../../reports/numbers.ts';
import { bar } from '../terminal/bars.ts';
import { figure, formatTable, picture, text } from '../terminal/table.ts';

/** Charges below this share of all are not shown. */
const SHOWN_SHARE = 0.001;

/** Where the cycles of whole runs went, the largest charges first, with their shares. */
export function chargeTable(charges: readonly Charge[], elapsedCycles: number): string {
  const shown = charges.filter(({ cycles }) => cycles >= elapsedCycles * SHOWN_SHARE);
  const most = Math.max(...shown.map(({ cycles }) => cycles));
  return formatTable(
    [text('place'), text('cause'), figure('cycles'), figure('share'), picture()],
    shown.map(({ place, cause, cycles }) => [
      { text: place, style: { place } },
      cause,
      formatNumber(cycles),
      `${((cycles / elapsedCycles) * 100).toFixed(1)} %`,
      { draw: (width: number): string => bar(cycles / most, width), style: { place } },
    ]),
  );
}
