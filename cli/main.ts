#!/usr/bin/env node
// A shell asks for completions at every press of a key: they need nothing of the rest.
const [first, second] = process.argv.slice(2);
if (first === 'complete' && second === '--')
  (await import('./complete/answer.ts')).answer(process.argv.slice(4));
else await import('./program.ts');
