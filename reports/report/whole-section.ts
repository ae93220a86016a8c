import { penaltyTable } from '../whole-workloads.ts';
import { table, text, type Section } from './blocks.ts';
import { rowsOf, type Reported } from './reported.ts';

/** What the paper is about: how much longer whole workloads take. */
export function wholeSection({ lists, rows }: Reported): Section | undefined {
  const own = rowsOf(rows, lists[0]);
  const penalties = penaltyTable(own);
  if (penalties === undefined) return undefined;
  const inferred = own.some(({ sourced }) => sourced !== undefined);
  return {
    id: 'whole-workloads',
    title: 'Whole workloads',
    blocks: [
      text(
        `How much longer each takes than on the first system; a rate counts as its inverse. *Sourced mechanisms* have a source each; *inferred* ones have none, and were chosen on rows that a fit may see.${inferred ? '' : ' No inferred mechanism takes part in this run: both are the same.'} In brackets, the 95 % interval of the mean.`,
      ),
      table('Penalties', penalties),
    ],
  };
}
