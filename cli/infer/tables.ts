import { sizeText } from '../../calibration/inference/candidate.ts';
import type { Inferred, Verdict } from '../../calibration/inference/infer.ts';
import { figure, formatTable, text } from '../terminal/table.ts';

const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;

/** How much of an error goes with a candidate. */
const gain = (before: number, after: number): string => {
  const share = 1 - after / before;
  return `${share < 0 ? '-' : '+'}${percent(Math.abs(share))}`;
};

/** An inference as tables: candidates and what became of them, errors, and the rows that moved. */
export function inferTables(inferred: Inferred): string[] {
  const { none, together, choice, folds } = inferred;
  return [
    verdictTable(inferred),
    `\nGain: by how much the error of rows that were left out falls; alone, against no inference; among the chosen, with it against without it. Chosen in: of ${folds.tests} choices made without one test, and ${folds.systems} without one system.`,
    `\n${formatTable(
      [
        text('root mean square error'),
        ...['all rows', 'test left out', 'system left out'].map((title) => figure(title)),
      ],
      [
        ['sourced mechanisms alone', ...[none.all, none.leftOutTest, none.leftOutSystem].map(percent)],
        ['with the chosen', ...[together.all, together.leftOutTest, together.leftOutSystem].map(percent)],
        [
          'choice and sizes made without the rows',
          '',
          percent(choice.leftOutTest),
          percent(choice.leftOutSystem),
        ],
      ],
    )}`,
    `\n${rowTable(inferred)}`,
  ];
}

function verdictTable({ verdicts, none, together }: Inferred): string {
  const ordered = [...verdicts].sort((left, right) => Number(right.chosen) - Number(left.chosen));
  return formatTable(
    [
      ...['candidate', 'of', 'what'].map((title) => text(title)),
      text('size'),
      ...['gain alone, tests', 'systems', 'gain among the chosen, tests', 'systems', 'chosen in'].map(
        (title) => figure(title),
      ),
      text(''),
    ],
    ordered.map((verdict) => {
      const { candidate, sizes, alone, otherwise, chosen, inTests, inSystems } = verdict;
      const [without, with_] = chosen ? [otherwise, together] : [together, otherwise];
      return [
        candidate.name,
        candidate.family,
        candidate.title,
        candidate.sizes
          .map((size, index) => sizeText(size, Number(sizes[index].toPrecision(DIGITS))))
          .join(', '),
        gain(none.leftOutTest, alone.leftOutTest),
        gain(none.leftOutSystem, alone.leftOutSystem),
        gain(without?.leftOutTest ?? 1, with_?.leftOutTest ?? 1),
        gain(without?.leftOutSystem ?? 1, with_?.leftOutSystem ?? 1),
        `${inTests}, ${inSystems}`,
        verdictOf(verdict),
      ];
    }),
  );
}
const DIGITS = 3;

function verdictOf({ candidate: { shipped }, chosen }: Verdict): string {
  if (chosen) return shipped ? 'stays' : 'chosen';
  return shipped ? 'goes' : '';
}

/** Rows that the chosen candidates move by a hundredth or more. */
function rowTable({ rows }: Inferred): string {
  const moved = rows.filter((row) => Math.abs(row.with - row.without) >= MOVED);
  const relative = (error: number): string => `${Math.round(Math.expm1(error) * 100)} %`;
  return formatTable(
    [text('row'), figure('published'), figure('error without'), figure('error with')],
    moved.map(({ target, without, with: after }) => [
      `${target.experiment}/${target.test}/${target.system}`,
      `${String(target.published)} ${target.unit}`,
      relative(without),
      relative(after),
    ]),
  );
}
const MOVED = 0.01;
