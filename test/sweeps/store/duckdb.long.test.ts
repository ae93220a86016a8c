import { DuckDBInstance, type Json } from '@duckdb/node-api';
import { expect } from 'chai';
import { join } from 'node:path';
import { writeTable } from '../../../sweeps/store/table-file.ts';
import { tableOf } from '../../../sweeps/store/table.ts';
import { temporaryFiles } from '../../support/command-line.ts';
import { prepared, recordOf, SWEEP } from '../../support/sweeps.ts';

describe('the rows of a sweep in DuckDB', () => {
  const directory = temporaryFiles({});
  const file = join(directory, 'rows.parquet');
  let query: (sql: string) => Promise<Record<string, Json>[]>;

  before(async () => {
    const all = prepared(SWEEP);
    const results = Array.from({ length: all.plan.runs }, (_, run) => ({
      ...{
        run,
        key: '',
        values: [100 * run + 100, 100 * run + 101],
        unit: 'cycles' as const,
        fingerprint: `f${run}`,
      },
    }));
    writeTable(directory, tableOf(all.sweep, all.plan, results), recordOf(all));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    // Nothing is fetched from the network.
    await connection.run('set autoinstall_known_extensions=false; set autoload_known_extensions=false');
    query = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  });

  it('have types', async () => {
    const types: Record<string, Json> = Object.fromEntries(
      (await query(`describe select * from '${file}'`)).map(({ column_name: name, column_type: type }) => [
        name as string,
        type,
      ]),
    );
    expect(types).to.include({
      ...{
        point: 'INTEGER',
        variant: 'VARCHAR',
        walk: 'DOUBLE',
        ipc: 'DOUBLE',
        call: 'DOUBLE',
        penalty_low: 'DOUBLE',
      },
    });
  });

  it('have values, and nothing where there is none', async () => {
    const [row] = await query(`select count(*) n, count(penalty) penalties, max("call") most from '${file}'`);
    expect(row).to.deep.equal({ n: '12', penalties: '6', most: 900.5 });
  });

  it('have units in the metadata', async () => {
    const found = await query(
      `select decode(value) v from parquet_kv_metadata('${file}') where decode(key) = 'columns'`,
    );
    const columns = JSON.parse(found[0]['v'] as string) as Record<string, { unit: string }>;
    expect([columns['walk'].unit, columns['penalty'].unit]).to.deep.equal(['cycles', '%']);
  });
});
