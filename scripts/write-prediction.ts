import { readFileSync, writeFileSync } from 'node:fs';
import type { Row } from '../calibration/reproduce.ts';

/**
 * Keeps a prediction as a text that can be read: `ukperf reproduce aim7 --json | node dist/scripts/write-prediction.js FILE`.
 * Published figures and errors are left out: a first prediction is kept before it is compared.
 */
const { seed, machine, fingerprint, rows } = JSON.parse(readFileSync(0, 'utf8')) as {
  seed: string;
  machine: string;
  fingerprint: string;
  rows: Row[];
};
const tests = [...new Set(rows.map(({ test }) => test))];
const digits = (value: number): string => value.toPrecision(6).replace(/\.?0+$/, '');
const lines = tests.map((test) => {
  const own = rows.filter((row) => row.test === test);
  const cells = own.map(({ system, model, interval }) => {
    const value = interval ? `[${[model, ...interval].map(digits).join(', ')}]` : digits(model);
    return `${system}: ${value}`;
  });
  return `  ${test}: { unit: '${own[0].unit}', ${cells.join(', ')} }`;
});
writeFileSync(
  process.argv[2],
  `# A prediction as it was made, value and interval of confidence [value, low, high].\nmachine: ${machine}\nseed: '${seed}'\nfingerprint: ${fingerprint}\nrows:\n${lines.join('\n')}\n`,
);
