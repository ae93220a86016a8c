import { Writable } from 'node:stream';
import { MAIN, type Call } from './command-line.ts';

/**
 * A process that answers one call of the command line after the other, each with a fresh copy of `cli/program.ts`. All that this imports is
 * loaded once, which takes longer than most calls.
 */

/** A call as it is asked for. */
export interface Asked {
  id: number;
  words: string[];
}

/** What a call did. */
export interface Answered extends Call {
  id: number;
}

const PROGRAM = new URL('../../cli/program.js', import.meta.url);
const COMPLETIONS = new URL('../../cli/main.js', import.meta.url);

/** Takes the place of a stream of the process, and is no terminal; gives what was written since it was asked last. */
function collect(name: 'stdout' | 'stderr'): () => string {
  let written = '';
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _, done) => {
      written += chunk.toString();
      done();
    },
  });
  Object.defineProperty(process, name, { configurable: true, value: stream });
  return () => {
    const text = written;
    written = '';
    stream.removeAllListeners('error');
    return text;
  };
}

const stdout = collect('stdout');
const stderr = collect('stderr');

async function answer({ id, words }: Asked): Promise<void> {
  process.argv = [process.execPath, MAIN, ...words];
  process.exitCode = undefined;
  // The main module runs the program once, and answers shells itself.
  const { href } = words[0] === 'complete' && words[1] === '--' ? COMPLETIONS : PROGRAM;
  await import(`${href}?call=${id}`);
  const answered: Answered = {
    id,
    status: process.exitCode ?? 0,
    stdout: stdout(),
    stderr: stderr(),
  };
  process.exitCode = undefined;
  process.send?.(answered);
}

let last = Promise.resolve();
process.on('message', (asked: Asked) => {
  last = last.then(() => answer(asked));
});
