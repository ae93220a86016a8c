import type { Calibration } from '../../calibration/fit/calibration.ts';
import type { Charts } from '../charts/all.ts';
import { charts, table, text, type Section } from './blocks.ts';

/** What was fitted, and what was left at its source. */
export function fitSection(calibration: Calibration, drawn: Charts): Section {
  const { ledger, undetermined } = calibration;
  return {
    id: 'fit',
    title: 'What was fitted',
    blocks: [
      text(
        `${ledger['free-parameters']} costs and densities were fitted, for all systems alike and within the ranges of their sources, to ${ledger['calibration-targets']} published results. ${ledger['undetermined-parameters']} more might have moved, but these results do not determine them; they stay at their sources. ${ledger['native-constants']} amounts of user work were set from native figures, which are left out of every score.`,
      ),
      ...charts(drawn.fit),
      table('User work set from native figures', {
        head: ['value', 'set from', 'before the fit', 'now'],
        rows: Object.entries(calibration['native-work']).map(([path, { value, unfitted, target }]) => [
          path,
          target,
          String(unfitted),
          String(value),
        ]),
        labels: 2,
      }),
      table('Left at their sources', {
        head: ['value', 'source'],
        rows: Object.entries(undetermined).map(([path, value]) => [path, String(value)]),
        labels: 1,
      }),
    ],
  };
}
