import { experimentTables, hasPenaltyIntervals, OUTSIDE, PENALTY_INTERVALS } from '../experiment-tables.ts';
import { summarise } from '../summary.ts';
import { heading, table, text, type Block, type Section } from './blocks.ts';
import { rowsOf, type Reported } from './reported.ts';

/** Every row of every experiment, beside the published one. */
export function tablesSection({ lists, rows }: Reported): Section {
  return {
    id: 'tables',
    title: 'All results',
    blocks: [
      text(
        `Each figure of the model, the published one (*paper*) and the error. *Fitted*: the model was set from this very figure. *Entered*: it was put in as data. An error marked${OUTSIDE} is one that the model did not expect: the published figure lies outside of its predictive interval.`,
      ),
      ...(hasPenaltyIntervals(rows) ? [text(PENALTY_INTERVALS)] : []),
      ...lists.flatMap((list) => {
        const own = rowsOf(rows, list);
        const summary = list.title === undefined || own.length === 0 ? [] : summarise(own);
        return [
          ...(list.title === undefined || own.length === 0 ? [] : [heading(idOf(list.title), list.title)]),
          ...(summary.length > 0 ? [text(`${summary.join('; ')}.`)] : []),
          ...Object.entries(list.list).flatMap(([name, { title, systems, machine }]): Block[] => {
            const found = own.filter(({ experiment }) => experiment === name);
            const full = machine === undefined ? title : `${title}, on ${machine}`;
            return found.length === 0
              ? []
              : experimentTables(found, systems).map((content) => table(full, content));
          }),
        ];
      }),
    ],
  };
}

const idOf = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
