/** A table for a terminal, a page or a Markdown file. */
export interface Table {
  head: readonly string[];
  rows: readonly (readonly string[])[];
  /** So many columns from the left are names; the others are figures, and stand at the right of theirs. */
  labels: number;
  /** The columns of figures in groups of equal size, each with a title that also heads its first column. */
  groups?: readonly string[];
}
