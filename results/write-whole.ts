import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';

/** Writes a file that is there as a whole or not at all, whatever ends the program. @throws the system's error */
export function writeWhole(file: string, content: string | Uint8Array): void {
  renameSync(writeUnfinished(file, content), file);
}

/** Writes a file that nobody else has written yet. @returns whether it is this one's; otherwise the other's stands */
export function writeFirst(file: string, content: string): boolean {
  const unfinished = writeUnfinished(file, content);
  try {
    linkSync(unfinished, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(unfinished);
  }
}

/** The ending of a file that is still being written, or whose writer was killed. */
export const UNFINISHED = '.tmp';

function writeUnfinished(file: string, content: string | Uint8Array): string {
  const unfinished = `${file}.${hostname()}-${process.pid}-${String(counter++)}${UNFINISHED}`;
  const descriptor = openSync(unfinished, 'w');
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return unfinished;
}

let counter = 0;
