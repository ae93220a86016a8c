import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { ResultError } from '../../results/inputs.ts';
import { writeWhole } from '../../results/write-whole.ts';
import type { SweepRecord } from './sweep-record.ts';
import type { Column, ColumnMeaning, SweepTable } from './table.ts';

/** The rows of a sweep, in its directory. */
const ROWS = 'rows.parquet';

/** Rows that a reader holds at a time. */
const ROW_GROUP = 65_536;

/**
 * Writes the rows of a sweep as a Parquet file. Its metadata say what each column means, in which unit, and what the sweep was run with; nothing in it depends on
 * when or where it ran.
 */
export function writeTable(directory: string, { columns, rows }: SweepTable, record: SweepRecord): void {
  const meanings = Object.fromEntries(columns.map(({ name, meaning }) => [name, meaning]));
  const { schema, version, engine, identity, machine, seed, replications, file } = record;
  const metadata = {
    schema,
    ukperf: version,
    engine,
    identity,
    machine,
    seed,
    replications,
    file,
    columns: meanings,
  };
  const buffer = parquetWriteBuffer({
    columnData: columns.map(({ name, type, data }) => ({ name, type, data, nullable: true })),
    rowGroupSize: [Math.max(1, Math.min(rows, ROW_GROUP))],
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({
      key,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  });
  writeWhole(join(directory, ROWS), new Uint8Array(buffer));
}

/** Reads the rows of a sweep. @throws ResultError when they are not there */
export async function readTable(directory: string): Promise<SweepTable> {
  const file = join(directory, ROWS);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new ResultError(
      `${file}: expected the rows of a sweep that is done, found no such file (ukperf sweep merge writes it)`,
    );
  }
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  try {
    return await tableIn(file, buffer);
  } catch (error) {
    if (error instanceof ResultError) throw error;
    // What reads Parquet has no error of its own.
    throw new ResultError(
      `${file}: expected the rows of a sweep, found a damaged file (ukperf sweep merge writes it again)`,
    );
  }
}

async function tableIn(file: string, buffer: ArrayBuffer): Promise<SweepTable> {
  const metadata = parquetMetadata(buffer);
  const text = metadata.key_value_metadata?.find(({ key }) => key === 'columns')?.value;
  if (text === undefined)
    throw new ResultError(`${file}: expected the rows of a sweep, found another Parquet file`);
  const meanings = JSON.parse(text) as Record<string, ColumnMeaning>;
  const rows = await parquetReadObjects({ file: buffer });
  const columns = Object.entries(meanings).map(([name, meaning]): Column => {
    const data = rows.map((row) => (row[name] ?? null) as string | number | null);
    return { name, type: typeOf(data), meaning, data };
  });
  return { rows: rows.length, columns };
}

function typeOf(data: readonly (string | number | null)[]): Column['type'] {
  return typeof data.find((value) => value !== null) === 'string' ? 'STRING' : 'DOUBLE';
}
