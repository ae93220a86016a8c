import { DebugRecorder, type DebugTable } from '../assembler/debug-table.ts';
import { Linker } from '../assembler/assembly.ts';
import type { Program } from '../program/program.ts';
import type { Sources } from './sources.ts';

/**
 * Links a structure, its personality and a workload, and compiles all paths to flat codes.
 *
 * Phases: declare the names of every section, then compile functions and paths against them.
 * @throws SpecError with every unknown name, wrong type and malformed expression
 */
export function compile(sources: Sources): Program {
  return new Linker(sources).link();
}

/** A program, and what it was compiled from. */
export interface Traceable {
  program: Program;
  debug: DebugTable;
}

/** {@link compile}, and a table of the steps that the program's operations come from. */
export function compileTraceable(sources: Sources): Traceable {
  const recorder = new DebugRecorder();
  const program = new Linker(sources, recorder).link();
  return { program, debug: recorder.table(program.code.length) };
}
