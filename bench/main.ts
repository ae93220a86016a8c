import { parseArgs } from 'node:util';
import { benchEventQueue } from './event-queue.ts';
import { benchInterpreter } from './interpreter.ts';
import { benchRelease } from './release.ts';
import { benchReproduction } from './reproduction.ts';
import { benchSweeps } from './sweeps.ts';
import { writeRows } from './page.ts';
import { printRows, type BenchRow } from './report.ts';

const { values: options, positionals: named } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, write: { type: 'boolean' }, against: { type: 'string' } },
});

const groups = new Map<string, () => Promise<BenchRow[]>>([
  ['event-queue', benchEventQueue],
  ['interpreter', benchInterpreter],
  ['reproduction', benchReproduction],
  ['sweeps', benchSweeps],
  ['release', () => benchRelease(options.against)],
]);

const rows: BenchRow[] = [];
for (const name of named.length > 0 ? named : groups.keys()) {
  const bench = groups.get(name);
  if (!bench) {
    console.error(`No group ${name}; there are: ${[...groups.keys()].join(', ')}`);
    continue;
  }
  // A bench is not a test: what fails is reported, and the other groups run all the same.
  try {
    rows.push(...(await bench()));
  } catch (error) {
    console.error(`${name}: NOT measured:`, error instanceof Error ? error.message : error);
  }
}
printRows(rows, options.json ?? false);
if (options.write) writeRows(rows);
