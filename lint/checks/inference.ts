import { compile, loadSources, type Problem } from '../../model/index.ts';
import { INFERENCES, readInference } from '../../model/inference.ts';
import type { ExtendedDocument } from '../../model/document/check.ts';
import { valueAt } from '../../model/document/document.ts';
import { isSourcedEntry } from '../../model/document/sourced.ts';
import { Findings, problemsOf } from '../../model/document/findings.ts';
import { alone, type Check, type Context } from '../context.ts';
import { structuresOf, workloadsOf, personalityOf } from './compiling.ts';

/** Compiles the structures that an inference is for with it, and looks for the values that it sets. */
export const checkInference: Check = ({ file }, context) => {
  const { library } = context;
  const { spec, document } = readInference(library, file);
  const known = structuresOf(context, () => true);
  const findings = new Findings(document);
  spec.structures?.forEach((name, index) => findings.isOneOf(name, known, ['structures', index]));
  if (findings.problems.length > 0) return alone(findings.problems);
  const structures = spec.structures ?? onePerPersonality(context, known);
  const overrides = [{ path: INFERENCES, value: file }];
  const data: unknown[] = [];
  const problems = structures.flatMap((structure) => {
    const workloads = workloadsOf(context, personalityOf(context, 'structure', structure) ?? '');
    let best: readonly Problem[] | undefined;
    for (const workload of workloads) {
      const found = problemsOf(() => {
        const sources = loadSources(library, structure, workload, overrides);
        const files = [...sources.structure, ...sources.personality, ...sources.workload];
        data.push(...files.map(({ locator }) => (locator as ExtendedDocument).data));
        // Not every workload goes with every structure.
        if (best?.length !== 0) compile(sources);
      });
      if (best === undefined || found.length < best.length) best = found;
    }
    return best ?? [];
  });
  const homeless = Object.keys(spec.sets ?? {}).filter(
    (path) => !data.some((one) => isSourcedEntry(valueAt(one, path.split('.')))),
  );
  for (const path of homeless)
    findings.report(
      ['sets', path],
      'the path of an entry { value, source, status } of a structure, personality or workload',
      JSON.stringify(path),
      'key',
    );
  return { problems: [...problems, ...findings.problems], against: structures };
};

/** The first structure of each personality. */
function onePerPersonality(context: Context, structures: readonly string[]): string[] {
  const first = new Map<string | undefined, string>();
  for (const structure of structures) {
    const personality = personalityOf(context, 'structure', structure);
    if (!first.has(personality)) first.set(personality, structure);
  }
  return [...first.values()];
}
