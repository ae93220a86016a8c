import { spawn } from 'node:child_process';
import { styleText } from 'node:util';

/**
 * The long part of the gate: each step is a script of package.json, run after the other; all run, whatever fails, and the table at the end says
 * what each took. Exit status 1 when one has failed.
 */
const STEPS = [
  'form',
  'check',
  'test:long',
  'docs:check',
  'schemas:check',
  'gallery:check',
  'reference:check',
  'api:check',
  'package:check',
  'test:browser',
  'test:engines',
  'reproduce',
];

const ran: { step: string; seconds: number; passed: boolean }[] = [];
for (const step of STEPS) {
  console.log(`\n=== ${step}`);
  const start = performance.now();
  const passed = await run(step);
  ran.push({ step, seconds: Math.round((performance.now() - start) / 1e3), passed });
}
console.log('\n=== what each step took');
for (const { step, seconds, passed } of ran)
  console.log(`${step.padEnd(16)}${`${seconds} s`.padStart(6)}${passed ? '' : styleText('red', '  FAILED')}`);
process.exitCode = ran.every(({ passed }) => passed) ? 0 : 1;

function run(step: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', step], { stdio: 'inherit' });
    child.on('close', (status) => {
      resolve(status === 0);
    });
  });
}
