import { splitQuantity, type Entry } from '../provenance.ts';

/** Columns of a table of sources. */
export const COLUMNS = ['key', 'value', 'unit', 'status', 'range', 'source', 'file'] as const;

/** A value and its origin, in the order of {@link COLUMNS}. */
export function cellsOf({ key, value, status, range, source, file }: Entry): string[] {
  const [number, unit] = splitQuantity(value);
  return [key, number, unit, status, range, source, file];
}

/** All values with their origins, as comma-separated text. */
export function provenanceText(entries: readonly Entry[]): string {
  return [COLUMNS, ...entries.map(cellsOf)].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
