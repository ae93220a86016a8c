import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import { endsOf } from '../calibration/experiments/published.ts';
import type { Result, ResultRow } from './result.ts';

/** Columns of the rows of a result: a name, a type, and how a row fills it. */
const COLUMNS: readonly (readonly [
  string,
  'STRING' | 'DOUBLE',
  (row: ResultRow) => string | number | undefined,
])[] = [
  ['experiment', 'STRING', ({ experiment }) => experiment],
  ['test', 'STRING', ({ test }) => test],
  ['system', 'STRING', ({ system }) => system],
  ['unit', 'STRING', ({ unit }) => unit],
  ['model', 'DOUBLE', ({ model }) => model],
  ['model_low', 'DOUBLE', ({ interval }) => interval?.[0]],
  ['model_high', 'DOUBLE', ({ interval }) => interval?.[1]],
  ['penalty', 'DOUBLE', ({ penalty }) => penalty?.value],
  ['published_low', 'DOUBLE', ({ published }) => published && endsOf(published)[0]],
  ['published_high', 'DOUBLE', ({ published }) => published && endsOf(published)[1]],
  ['relative_error', 'DOUBLE', ({ relativeError }) => relativeError],
  ['role', 'STRING', ({ role }) => role],
  ['first_prediction', 'DOUBLE', ({ firstPrediction }) => firstPrediction],
];

/** The rows as a Parquet file; units stand in the column `unit`, versions, seed and fingerprint in the file's metadata. */
export function rowsAsParquet({ rows, version, request, fingerprint, schema }: Result): Uint8Array {
  const columnData = COLUMNS.map(([name, type, value]): ColumnSource => ({
    name,
    type,
    nullable: true,
    data: rows.map((row) => value(row) ?? null),
  }));
  const kvMetadata = Object.entries({
    schema,
    ukperf: version,
    seed: request.seed,
    machine: request.machine,
    fingerprint,
    command: request.line.join(' '),
  }).map(([key, value]) => ({ key, value }));
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata }));
}
