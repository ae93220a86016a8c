import type { Penalty } from '../calibration/row.ts';
import type { Answer, Figure } from '../questions/answer.ts';
import type { Question } from '../questions/question-file.ts';
import { formatNumber } from '../reports/numbers.ts';
import { formatTable, print } from './output.ts';

/** How many groups of charges are shown of each figure, and how large they must be beside the largest. */
const MOST_CHARGES = 4;
const SMALLEST_CHARGE = 0.05;
/** Characters of the longest bar. */
const BAR = 24;

/** Prints an answer for people. */
export function printAnswer(question: Question, answer: Answer): void {
  print(`${question.title}\n\n${question.text.trim()}\n`);
  const { variants, measures } = question;
  print(
    formatTable(
      ['variant', 'what it is'],
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
  return formatTable(
    ['variant', 'value', '95 %', 'time ratio', `time against ${baseline}`, '95 %'],
    figures.map(({ variant, value, interval, penalty }) => [
      variant,
      formatNumber(value),
      interval.map(formatNumber).join(' .. '),
      penalty ? (1 + penalty.value).toFixed(2) : '',
      penalty ? percent(penalty.value) : '',
      penalty ? percentInterval(penalty) : '',
    ]),
    [1, 3, 4],
  );
}

function chargeTable(figures: readonly Figure[], baseline: string): string | undefined {
  const rows = figures.flatMap(({ variant, charges = [] }) =>
    charges
      .slice(0, MOST_CHARGES)
      .filter(({ difference }) => Math.abs(difference) >= SMALLEST_CHARGE * Math.abs(charges[0].difference))
      .map(({ place, cause, cycles, baseline: before, difference }, index) => [
        index === 0 ? variant : '',
        place,
        cause,
        signed(difference),
        formatNumber(cycles),
        formatNumber(before),
      ]),
  );
  if (rows.length === 0) return undefined;
  return formatTable(['variant', 'place', 'cause', 'difference', 'here', baseline], rows, [3, 4, 5]);
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
  const greatest = Math.max(...shown.map(({ figure }) => figure.penalty?.value ?? 0));
  return formatTable(
    ['at', ...(severalMeasures ? ['measure'] : []), 'variant', answer.baseline, 'value', 'time', '95 %', ''],
    shown.map(({ value, figure, base }) => {
      const penalty = figure.penalty as Penalty;
      return [
        value,
        ...(severalMeasures ? [figure.measure] : []),
        figure.variant,
        formatNumber(base.value),
        formatNumber(figure.value),
        percent(penalty.value),
        percentInterval(penalty),
        greatest > 0 ? '█'.repeat(Math.round((Math.max(penalty.value, 0) / greatest) * BAR)) : '',
      ];
    }),
    severalMeasures ? [0, 3, 4, 5] : [0, 2, 3, 4],
  );
}

const signed = (cycles: number): string => `${cycles > 0 ? '+' : ''}${formatNumber(cycles)}`;
const percent = (ratio: number): string => `${ratio > 0 ? '+' : ''}${formatNumber(ratio * 100)} %`;
const percentInterval = ({ interval }: Penalty): string =>
  interval?.map((end) => formatNumber(end * 100)).join(' .. ') ?? '';
