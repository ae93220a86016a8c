import { quickOverrides } from '../../model/run/run.ts';
import { compile, loadSources, type Kind, type Problem } from '../../model/index.ts';
import { personalitySchema } from '../../model/kernels/files/personality-file.ts';
import { structureSchema } from '../../model/kernels/files/structure-file.ts';
import { workloadSchema } from '../../model/kernels/files/workload-file.ts';
import { fileOf, loadKernelFiles, readExtended } from '../../model/library.ts';
import { problemsOf } from '../../model/document/findings.ts';
import { alone, companions, type Check, type Context, type Outcome } from '../context.ts';

/** A structure and a workload that go with each other. */
interface Pair {
  structure: string;
  workload: string;
  /** What of it is not the file that is checked. */
  against: string[];
}

/** Compiles a structure with its personality and the first workload with which it goes, small ones first. */
export const checkStructure: Check = ({ file }, context) => {
  const faults = problemsOf(() => loadKernelFiles(context.library, 'structure', file, structureSchema));
  const personality = personalityOf(context, 'structure', file);
  if (faults.length > 0 || personality === undefined) return alone(faults);
  return compiled(
    context,
    workloadsOf(context, personality).map((workload) => ({
      structure: file,
      workload,
      against: [personality, workload],
    })),
  );
};

/** Compiles a workload with the first structure of its personality with which it goes. */
export const checkWorkload: Check = ({ file }, context) => {
  const faults = problemsOf(() => {
    loadKernelFiles(context.library, 'workload', file, workloadSchema);
    quickOverrides(context.library, file);
  });
  const personality = personalityOf(context, 'workload', file);
  if (faults.length > 0 || personality === undefined) return alone(faults);
  return compiled(
    context,
    structuresOf(context, (one) => one === personality).map((structure) => ({
      structure,
      workload: file,
      against: [structure, personality],
    })),
  );
};

/** Compiles a personality with the first structure that names it, and a workload. */
export const checkPersonality: Check = ({ file }, context) => {
  const faults = problemsOf(() => loadKernelFiles(context.library, 'personality', file, personalitySchema));
  if (faults.length > 0) return alone(faults);
  const names = (reference: string): boolean => fileOf('personality', reference) === file;
  return compiled(
    context,
    structuresOf(context, names).flatMap((structure) =>
      workloadsOf(context, personalityOf(context, 'structure', structure) ?? '').map((workload) => ({
        structure,
        workload,
        against: [structure, workload],
      })),
    ),
  );
};

/** The first pair that compiles; if none does, the problems of the pair that has fewest, since the others have those of the pair itself too. */
function compiled({ library }: Context, pairs: readonly Pair[]): Outcome {
  let best: Outcome | undefined;
  for (const { structure, workload, against } of pairs) {
    const problems = problemsOf(() => compile(loadSources(library, structure, workload)));
    if (problems.length === 0) return { problems, against };
    if (best === undefined || problems.length < best.problems.length) best = { problems, against };
  }
  return best ?? alone([]);
}

/** The personality that a structure or a workload names; undefined of a part that others include, and of a file that can't be read. */
export function personalityOf({ library }: Context, kind: Kind, reference: string): string | undefined {
  let data: unknown;
  const faults: readonly Problem[] = problemsOf(() => {
    data = readExtended(library, kind, reference).data;
  });
  if (faults.length > 0) return undefined;
  const { personality } = data as { personality?: unknown };
  return typeof personality === 'string' ? personality : undefined;
}

/** Structures of a personality; the plain ones, which have short names, first. */
export function structuresOf(context: Context, fits: (personality: string) => boolean): string[] {
  return companions(context, 'structure', (structure) => structure.length).filter((structure) => {
    const personality = personalityOf(context, 'structure', structure);
    return personality !== undefined && fits(personality);
  });
}

/** Workloads of a personality, small ones first. */
export function workloadsOf(context: Context, personality: string): string[] {
  const size = (workload: string): number =>
    context.library.read(fileOf('workload', workload))?.length ?? Infinity;
  return companions(context, 'workload', size).filter(
    (workload) => personalityOf(context, 'workload', workload) === personality,
  );
}
