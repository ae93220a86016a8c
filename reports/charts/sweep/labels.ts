import type { Level, SweepFigures } from '../../../sweeps/analysis/sweep-figures.ts';

/** Pixels of a letter of an axis title, and of a title, on the average. */
export const LETTER = { axis: 7, title: 9 } as const;

/** A text in as many lines as fit. */
export function wrapped(text: string, pixels: number, letter: number = LETTER.axis): string[] {
  const letters = Math.floor(pixels / letter);
  const lines: string[] = [];
  // A number stays with its unit.
  for (const word of text.replace(/(\d) %/g, '$1\u00a0%').split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && longer.length <= letters) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A title and its unit, unless the title says it anyway. */
export const named = ({ title, unit }: { title: string; unit: string }): string =>
  unit === '' || title.split(/\W+/).includes(unit) ? title : `${title} (${unit})`;

/** A level as a label: whole numbers in full. */
export function levelText(level: Exclude<Level, null>): string {
  if (typeof level === 'string') return level;
  const shown = Number.isInteger(level) ? level : Number(level.toPrecision(LEVEL_DIGITS));
  return shown.toLocaleString('en-US', { maximumSignificantDigits: 15 });
}

const LEVEL_DIGITS = 4;

/** A level and its unit. */
export const levelWithUnit = (level: string | number, { unit }: { unit: string }): string =>
  typeof level === 'string' || unit === '' ? levelText(level) : `${levelText(level)} ${unit}`;

/** Format of numbers on axes. */
export const NUMBER = ',.6~r';

/** What the reader is told of points that were averaged over. */
export function othersText(figures: SweepFigures, shown: readonly string[]): string {
  const others = figures.parameters.filter(({ name, levels }) => !shown.includes(name) && levels.length > 1);
  return others.length === 0 ? '' : ` Mean over ${others.map(({ title }) => title).join(', ')}.`;
}
