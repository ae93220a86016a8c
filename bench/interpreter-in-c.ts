import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cProgram, type Program } from './contestants.ts';
import { codesHeader } from './workloads/codes-header.ts';

/** The interpreter in C, compiled into `directory` with the model's numbers of today; undefined without gcc. */
export async function compileInterpreter(directory: string): Promise<Program | undefined> {
  await writeFile(join(directory, 'codes.h'), codesHeader());
  return cProgram(directory, join('interpreter', 'interpreter.c'));
}
