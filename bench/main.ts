import { benchEventQueue } from './event-queue.ts';
import { benchInterpreter } from './interpreter.ts';
import { benchSweeps } from './sweeps.ts';
import { printRows, type BenchRow } from './report.ts';
import { benchReproduction } from './reproduction.ts';

const groups = new Map<string, () => Promise<BenchRow[]>>([
  ['event-queue', benchEventQueue],
  ['interpreter', benchInterpreter],
  ['reproduction', benchReproduction],
  ['sweeps', benchSweeps],
]);

const { json, names } = optionsOf(process.argv.slice(2));
const rows: BenchRow[] = [];
for (const name of names) {
  const bench = groups.get(name);
  if (!bench) {
    console.error(`No group ${name}; there are: ${[...groups.keys()].join(', ')}`);
    continue;
  }
  // A bench is not a test: what fails is reported, and the other groups run all the same.
  try {
    rows.push(...(await bench()));
  } catch (error) {
    console.error(`${name}: NOT measured:`, error);
  }
}
printRows(rows, json);

function optionsOf(words: string[]): { json: boolean; names: string[] } {
  const named = words.filter((word) => word !== '--json');
  return { json: words.includes('--json'), names: named.length > 0 ? named : [...groups.keys()] };
}
