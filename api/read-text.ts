import { closeSync, openSync, readSync } from 'node:fs';

/** More bytes than any file may have that is read; the check of the text says so. */
const MOST = 2 ** 25;
const PIECE = 2 ** 20;

/** The text of a file of a user's, which may turn out to have no end: no more of it is read than is refused. @throws the system's error */
export function readText(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const pieces: Buffer[] = [];
    let size = 0;
    while (size < MOST) {
      const piece = Buffer.allocUnsafe(PIECE);
      const count = readSync(descriptor, piece);
      if (count === 0) break;
      pieces.push(piece.subarray(0, count));
      size += count;
    }
    return Buffer.concat(pieces).toString('utf8');
  } finally {
    closeSync(descriptor);
  }
}
