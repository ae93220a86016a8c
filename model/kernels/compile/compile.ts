import { SpecError } from '../../document/problem.ts';
import { Assembly } from '../assembler/assembly.ts';
import { DebugRecorder, type DebugTable } from '../assembler/debug-table.ts';
import { PathAssembler } from '../assembler/path-assembler.ts';
import type { Personality } from '../files/personality-file.ts';
import type { Structure } from '../files/structure-file.ts';
import type { Workload } from '../files/workload-file.ts';
import type { Program } from '../program/program.ts';
import { assemble, hasBody, label } from '../verbs/index.ts';
import { boundaryOf, checkBoundary, findHooks } from './boundary.ts';
import { declareImages, declareSegments } from './declare-images.ts';
import { declareLocalities } from './declare-localities.ts';
import { declareObjects } from './declare-objects.ts';
import { declareAbsentPaths, declarePaths, declarePrograms } from './declare-paths.ts';
import {
  declareConstants,
  declareCosts,
  declareDomains,
  declareFiles,
  declarePagers,
  declareRegions,
  frameOrderOf,
} from './declare-system.ts';
import { declareTimers, timersOf } from './declare-timers.ts';
import { compileFunctions } from './functions.ts';
import { checkIncluded, checkMechanisms, checkPersonality, checkTests } from './link-checks.ts';
import { programOf } from './program-of.ts';
import type { Source, Sources } from './sources.ts';

/** The domain of the operating system, where the structure names none. */
const SYSTEM_DOMAIN = 'linux';

/**
 * Compiles a structure, its personality and a workload to one program.
 *
 * Phases:
 * 1. Fit: the workload calls the personality that the structure has; included files keep to their sections.
 * 2. Declare: every name of every section gets its number: domains, objects, regions, constants, costs, files, pagers, images, paths,
 *    localities, programs, timers.
 * 3. Lay out: each function becomes lines of code and data, by the footprint rule of its domain.
 * 4. Assemble: the steps of each path become operations; the verbs say which.
 * 5. Check: what no single section can know: boundary, mechanisms, tests, circles of calls.
 * 6. Put together: the program, as plain data.
 *
 * @throws SpecError with every unknown name, wrong type and malformed expression
 */
export function compile(sources: Sources): Program {
  return compiled(sources);
}

/** A program, and what it was compiled from. */
export interface Traceable {
  program: Program;
  debug: DebugTable;
}

/** {@link compile}, and a table of the steps that the program's operations come from. */
export function compileTraceable(sources: Sources): Traceable {
  const recorder = new DebugRecorder();
  const program = compiled(sources, recorder);
  return { program, debug: recorder.table(program.code.length) };
}

function compiled(sources: Sources, debug?: DebugRecorder): Program {
  const { structure, personality, workload } = sources;
  const [main] = structure;
  const all = [...structure, ...personality, ...workload] as Source<Structure & Personality & Workload>[];
  const assembly = new Assembly(main.spec['system-domain'] ?? SYSTEM_DOMAIN, debug);

  // 1. Fit
  checkPersonality(sources);
  for (const source of structure.slice(1)) checkIncluded(assembly, source);

  // 2. Declare
  const boundary = boundaryOf(sources);
  declareDomains(assembly, main);
  declareObjects(assembly, all);
  for (const source of all) declareRegions(assembly, source);
  for (const source of all) declareConstants(assembly, source);
  for (const source of all) declareCosts(assembly, source);
  for (const source of all) declareFiles(assembly, source);
  for (const source of all) declarePagers(assembly, source);
  for (const source of all) declareSegments(assembly, source);
  // Included files first: an image may build on one of an included file.
  for (const source of [...all].reverse()) declareImages(assembly, source, main);
  for (const source of all) declarePaths(assembly, source, boundary);
  declareAbsentPaths(assembly, boundary);
  for (const source of workload) declareLocalities(assembly, source);
  for (const source of workload) declarePrograms(assembly, source);
  for (const source of workload) declareTimers(assembly, source);

  // 3. Lay out
  for (const source of all) compileFunctions(assembly, source, main.spec);

  // 4. Assemble. Children of fork add paths while their parents are assembled, so the list grows as it is walked.
  checkMechanisms(assembly, all);
  checkBoundary(assembly, boundary);
  for (let path = 0; path < assembly.paths.length; path++)
    new PathAssembler(assembly, path, { assemble, label, hasBody }).run();

  // 5. Check
  for (const source of workload) checkTests(assembly, source);
  assembly.calls.reportCircles(assembly);
  const running = timersOf(assembly, main);
  const hooks = findHooks(assembly);
  const pageFrames = frameOrderOf(assembly, main);
  if (assembly.problems.length > 0) throw new SpecError(assembly.problems);

  // 6. Put together
  return programOf(assembly, sources, { running, hooks, pageFrames });
}
