/** A table for a terminal, a page or a Markdown file. */
export interface Table {
  head: readonly string[];
  rows: readonly (readonly string[])[];
  /** How many columns from the left are names; the others are figures, and stand at the right of theirs. */
  labels: number;
  /** The columns of figures in groups of equal size, each with a title that also heads its first column. */
  groups?: readonly string[];
  /** How many columns of figures belong together, from the left, where there are no equal groups. */
  blocks?: readonly number[];
  /** Numbers of each row that can be drawn beside it where there is no chart: one as a bar, several as heights, all to one scale. */
  drawn?: { title: string; values: readonly (readonly (number | undefined)[])[] };
  /** Series of numbers over the rows, which can be drawn below. */
  curves?: readonly { title: string; values: readonly (number | undefined)[] }[];
}
