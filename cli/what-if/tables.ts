import type { Penalty } from '../../calibration/experiments/row.ts';
import type { Answer, Figure } from '../../sweeps/questions/answer.ts';
import type { Question } from '../../sweeps/questions/question-file.ts';
import { formatNumber } from '../../reports/numbers.ts';
import { print } from '../output.ts';
import { bar } from '../terminal/bars.ts';
import { curvesText } from '../terminal/report-table.ts';
import { figure, formatTable, picture, text } from '../terminal/table.ts';

/** How many groups of charges are shown of each figure, and how large they must be beside the largest. */
const MOST_CHARGES = 4;
const SMALLEST_CHARGE = 0.05;

/** Prints an answer for people. */
export function printAnswer(question: Question, answer: Answer): void {
  print(`${question.title}\n\n${question.text.trim()}\n`);
  const { variants, measures } = question;
  print(
    formatTable(
      [text('variant'), text('what it is')],
      Object.entries(variants).map(([name, { title }]) => [name, title]),
    ),
  );
  for (const [name, { title }] of Object.entries(measures)) {
    const figures = answer.figures.filter(({ measure }) => measure === name);
    print(`\n${title}, ${figures[0].unit}`);
    print(figureTable(figures, answer.baseline));
    const charges = chargeTable(figures, answer.baseline);
    if (charges !== undefined)
      print(`\nCharges that decide, cycles of an operation beside those of ${answer.baseline}\n${charges}`);
  }
  for (const [name, { title, set }] of Object.entries(question.series ?? {})) {
    print(`\n${title} (${set.join(', ')})`);
    print(seriesTable(answer, name, Object.keys(measures).length > 1));
  }
}

function figureTable(figures: readonly Figure[], baseline: string): string {
  const greatest = Math.max(...figures.map(({ penalty }) => Math.abs(penalty?.value ?? 0)));
  return formatTable(
    [
      ...[text('variant'), figure('value'), figure('95 %'), figure('time ratio')],
      ...[figure(`time against ${baseline}`), figure('95 %'), picture()],
    ],
    figures.map(({ variant, value, interval, penalty }) => [
      variant,
      formatNumber(value),
      interval.map(formatNumber).join(' .. '),
      penalty ? (1 + penalty.value).toFixed(2) : '',
      penalty ? percent(penalty.value) : '',
      penalty ? percentInterval(penalty) : '',
      penalty ? { draw: (width: number): string => bar(penalty.value / greatest, width) } : '',
    ]),
  );
}

function chargeTable(figures: readonly Figure[], baseline: string): string | undefined {
  const rows = figures.flatMap(({ variant, charges = [] }) =>
    charges
      .slice(0, MOST_CHARGES)
      .filter(({ difference }) => Math.abs(difference) >= SMALLEST_CHARGE * Math.abs(charges[0].difference))
      .map(({ place, cause, cycles, baseline: before, difference }, index) => ({
        name: index === 0 ? variant : '',
        ...{ place, cause, cycles, before, difference },
      })),
  );
  if (rows.length === 0) return undefined;
  const most = Math.max(...rows.map(({ difference }) => Math.abs(difference)));
  return formatTable(
    [
      ...[text('variant'), text('place'), text('cause')],
      ...[figure('difference'), figure('here'), figure(baseline), picture()],
    ],
    rows.map(({ name, place, cause, difference, cycles, before }) => [
      ...[name, { text: place, style: { place } }, cause],
      ...[signed(difference), formatNumber(cycles), formatNumber(before)],
      { draw: (width: number): string => bar(difference / most, width), style: { place } },
    ]),
  );
}

function seriesTable(answer: Answer, name: string, severalMeasures: boolean): string {
  const points = answer.series.filter(({ series }) => series === name);
  const shown = points.flatMap(({ value, figures }) =>
    figures
      .filter(({ penalty }) => penalty !== undefined)
      .map((figure) => ({
        value,
        figure,
        base: figures.find(
          ({ measure, variant }) => measure === figure.measure && variant === answer.baseline,
        ) as Figure,
      })),
  );
  const greatest = Math.max(...shown.map(({ figure: { penalty } }) => Math.abs(penalty?.value ?? 0)));
  const table = formatTable(
    [
      figure('at'),
      ...(severalMeasures ? [text('measure')] : []),
      ...[
        text('variant'),
        figure(answer.baseline),
        figure('value'),
        figure('time'),
        figure('95 %'),
        picture(),
      ],
    ],
    shown.map(({ value, figure: found, base }) => {
      const penalty = found.penalty as Penalty;
      return [
        value,
        ...(severalMeasures ? [found.measure] : []),
        found.variant,
        formatNumber(base.value),
        formatNumber(found.value),
        percent(penalty.value),
        percentInterval(penalty),
        { draw: (width: number): string => bar(penalty.value / greatest, width) },
      ];
    }),
  );
  return `${table}\n\n${curvesText(curvesOf(shown, severalMeasures))}`;
}

interface Point {
  value: string;
  figure: Figure;
  base: Figure;
}

/** The time of each variant against the baseline, over the values of a series. */
function curvesOf(
  points: readonly Point[],
  severalMeasures: boolean,
): { title: string; values: (number | undefined)[] }[] {
  const at = [...new Set(points.map(({ value }) => value))];
  const titleOf = ({ figure: { measure, variant } }: Point): string =>
    `time of ${variant}${severalMeasures ? `, ${measure}` : ''}`;
  return [...new Set(points.map(titleOf))].map((title) => ({
    title,
    values: at.map(
      (value) =>
        points.find((point) => point.value === value && titleOf(point) === title)?.figure.penalty?.value,
    ),
  }));
}

const signed = (cycles: number): string => `${cycles > 0 ? '+' : ''}${formatNumber(cycles)}`;
const percent = (ratio: number): string => `${ratio > 0 ? '+' : ''}${formatNumber(ratio * 100)} %`;
const percentInterval = ({ interval }: Penalty): string =>
  interval?.map((end) => formatNumber(end * 100)).join(' .. ') ?? '';
