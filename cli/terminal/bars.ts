const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * A bar of a share of a width, to an eighth of a character. What is negative is drawn pale and in whole characters.
 * @param share from -1 to 1; what lies beyond is cut off
 */
export function bar(share: number, width: number): string {
  if (!Number.isFinite(share)) return '';
  const size = Math.min(Math.abs(share), 1) * width;
  if (share < 0) return '▒'.repeat(Math.round(size));
  const eighths = Math.round(size * EIGHTHS.length);
  return '█'.repeat(Math.floor(eighths / EIGHTHS.length)) + EIGHTHS[eighths % EIGHTHS.length];
}

/**
 * Values as heights, one character each, from zero to the greatest. What is unknown stays empty.
 * @param greatest the value of the full height; that of the greatest value by default
 */
export function sparkline(values: readonly (number | undefined)[], greatest?: number): string {
  const top = greatest ?? Math.max(...values.filter((value) => value !== undefined));
  return values
    .map((value) => {
      if (value === undefined) return ' ';
      const level = top > 0 ? Math.ceil((value / top) * LEVELS.length) - 1 : 0;
      return LEVELS[Math.min(Math.max(level, 0), LEVELS.length - 1)];
    })
    .join('');
}

/** A sign at a value. */
export interface Mark {
  at: number;
  sign: string;
}

/**
 * Signs on a line from one value to another; later signs cover earlier ones, and what lies beyond an end stands at it.
 * @param span where the line is drawn; all along by default
 */
export function track(
  low: number,
  high: number,
  marks: readonly Mark[],
  width: number,
  span?: readonly [number, number],
): string {
  const columnOf = (value: number): number => {
    const share = high > low ? (value - low) / (high - low) : 0;
    return Math.round(Math.min(Math.max(share, 0), 1) * (width - 1));
  };
  const [from, to] = span?.map(columnOf) ?? [0, width - 1];
  const line: string[] = Array.from({ length: width }, (_, column) =>
    column < from || column > to ? ' ' : '─',
  );
  for (const { at, sign } of marks) line[columnOf(at)] = sign;
  return line.join('').trimEnd();
}
