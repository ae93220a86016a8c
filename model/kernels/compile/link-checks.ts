import { TIME_UNITS } from '../../units.ts';
import { shortList } from '../assembler/names.ts';
import type { Assembly } from '../assembler/assembly.ts';
import type { Source, Sources } from './sources.ts';
import { SpecError } from '../../document/problem.ts';
import { MAIN_SECTIONS, type Structure } from '../files/structure-file.ts';
import type { Workload } from '../files/workload-file.ts';
import type { Mechanism } from '../files/mechanisms.ts';

/** Programs call one operating system: on another, each of their calls would be unknown. @throws SpecError */
export function checkPersonality({ structure: [structure], workload: [workload] }: Sources): void {
  const { personality } = workload.spec;
  if (personality === undefined || personality === structure.spec.personality) return;
  const expected = `${structure.spec.personality}, the personality of structure ${structure.spec.structure}`;
  throw new SpecError([workload.locator.problem(['personality'], expected)]);
}

export function checkIncluded(assembly: Assembly, { spec, locator }: Source<Structure>): void {
  for (const section of MAIN_SECTIONS) {
    if (spec[section] !== undefined)
      assembly.report(
        locator.problem([section], 'this section in the file that includes this one', section, 'key'),
      );
  }
}

/** The functions of a mechanism must exist, and each belong to one mechanism. */
export function checkMechanisms(
  assembly: Assembly,
  sources: readonly Source<Pick<Structure, 'mechanisms'>>[],
): void {
  const owners = new Map<string, Mechanism>();
  for (const { spec, locator } of sources) {
    for (const [mechanism, names] of Object.entries(spec.mechanisms ?? {}) as [Mechanism, string[]][]) {
      names.forEach((name, index) => {
        const at = ['mechanisms', mechanism, index];
        if (!assembly.symbols.functions.has(name))
          assembly.report(locator.problem(at, 'the name of a function'));
        const owner = owners.get(name);
        if (owner !== undefined && owner !== mechanism)
          assembly.report(locator.problem(at, 'a function of one mechanism', `${name}, of ${owner} too`));
        owners.set(name, mechanism);
      });
    }
  }
}

export function checkTests(assembly: Assembly, { spec, locator }: Source<Workload>): void {
  for (const [name, test] of Object.entries(spec.tests ?? {})) {
    const { programs } = assembly.symbols;
    const program = programs.list[programs.index(test.program) ?? -1];
    if (program === undefined || assembly.paths[program.path].parameters.length > 0) {
      const known = programs.list.filter(({ path }) => assembly.paths[path].parameters.length === 0);
      const expected = `a program without parameters (${shortList(known.map((entry) => entry.name))})`;
      assembly.report(locator.problem(['tests', name, 'program'], expected));
    }
    const expected = `a measure of the workload (${shortList(assembly.measures)})`;
    if (test.subtract !== undefined && !assembly.measures.includes(test.subtract))
      assembly.report(locator.problem(['tests', name, 'subtract'], expected));
    if (test.part !== undefined && !assembly.parts.includes(test.part))
      assembly.report(locator.problem(['tests', name, 'part'], `a part (${shortList(assembly.parts)})`));
    const noted = test.executions?.of;
    if (noted !== undefined && !assembly.measures.includes(noted))
      assembly.report(locator.problem(['tests', name, 'executions', 'of'], expected));
    if (noted !== undefined && !TIME_UNITS.includes(test.unit))
      assembly.report(locator.problem(['tests', name, 'unit'], `a unit of time (${TIME_UNITS.join(', ')})`));
    if (noted !== undefined && !assembly.noted.includes(noted)) assembly.noted.push(noted);
    for (const measure of Object.keys(test.total ?? {}))
      if (!assembly.measures.includes(measure))
        assembly.report(
          locator.problem(['tests', name, 'total', measure], expected, JSON.stringify(measure), 'key'),
        );
  }
}
