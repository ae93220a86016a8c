import { expect } from 'chai';
import { answered, shell } from './command-line.ts';

/** Expects colour in the output of a command only where somebody wants it. */
export async function expectColourWhereAskedFor(command: string): Promise<void> {
  const [plain, forced, refused, json] = await Promise.all([
    answered(...command.split(' ')),
    shell(`FORCE_COLOR=1 ukperf ${command}`),
    shell(`NO_COLOR=1 FORCE_COLOR=1 ukperf ${command}`),
    shell(`FORCE_COLOR=1 ukperf ${command} --json`),
  ]);
  const escape = '\u001b[';
  expect(plain.stdout).not.to.contain(escape);
  expect(plain.stdout).not.to.match(/ $/m);
  expect(forced.stdout).to.contain(escape);
  expect(refused.stdout).to.equal(plain.stdout);
  expect(json.stdout).not.to.contain(escape);
}
