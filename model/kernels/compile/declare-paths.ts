import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import type { Assembly, PathText } from '../assembler/assembly.ts';
import type { Block } from '../language/block.ts';
import { hasBody } from '../verbs/index.ts';
import type { BoundaryPath } from './boundary.ts';
import type { Source } from './sources.ts';
import { UNKNOWN_TYPE } from '../assembler/expression-compiler.ts';
import type { PathSpec } from '../files/sections.ts';
import type { Workload } from '../files/workload-file.ts';
import type { Parameter } from '../program/program.ts';

/** Declares the paths of a file. Those of the boundary have the parameters that they are asked for. */
export function declarePaths(
  assembly: Assembly,
  source: Source<{ paths?: Record<string, PathSpec> | undefined }>,
  boundary: ReadonlyMap<string, BoundaryPath>,
): void {
  for (const [name, path] of Object.entries(source.spec.paths ?? {})) {
    assembly.unique(assembly.symbols.paths.get(name), source.locator, ['paths', name]);
    const asked = boundary.get(name);
    const parameters =
      path.params === undefined && asked !== undefined
        ? parametersOfBoundary(assembly, asked)
        : parametersOf(assembly, path.params, source.locator, ['paths', name, 'params']);
    assembly.symbols.paths.set(
      name,
      assembly.addPath(name, parameters, textOf(source, ['paths', name, 'steps'], path.steps, false)),
    );
  }
}

/** Declares paths of the boundary that no file has, and that need not be there: they do nothing. */
export function declareAbsentPaths(assembly: Assembly, boundary: ReadonlyMap<string, BoundaryPath>): void {
  for (const [name, asked] of boundary) {
    if (asked.needed || assembly.symbols.paths.has(name)) continue;
    const { locator, at } = asked.asked ?? { locator: asked.owner, at: ['paths'] };
    const text = { locator, at, steps: [], hasBody: false, user: false };
    assembly.symbols.paths.set(name, assembly.addPath(name, parametersOfBoundary(assembly, asked), text));
  }
}

function parametersOfBoundary(assembly: Assembly, { params, owner, asked }: BoundaryPath): Parameter[] {
  const { locator, at } = asked ?? { locator: owner, at: ['paths'] };
  return parametersOf(assembly, params, locator, at);
}

export function declarePrograms(assembly: Assembly, source: Source<Workload>): void {
  for (const [name, program] of Object.entries(source.spec.programs ?? {})) {
    assembly.unique(assembly.symbols.programs.index(name), source.locator, ['programs', name]);
    const image = assembly.symbols.images.index(program.image);
    if (image === undefined) {
      assembly.report(
        source.locator.problem(
          ['programs', name, 'image'],
          `an image (${assembly.symbols.images.names.join(', ')})`,
        ),
      );
    }
    const parameters = parametersOf(assembly, program.params, source.locator, ['programs', name, 'params']);
    const text = textOf(source, ['programs', name, 'steps'], program.steps, true);
    const path = assembly.addPath(`program ${name}`, parameters, text);
    assembly.symbols.programs.add(name, { name, path, image: image ?? 0 });
  }
}

function textOf({ locator }: Source<unknown>, at: KeyPath, steps: Block, user: boolean): PathText {
  return { locator, at, steps, hasBody: hasBody(steps), user };
}

function parametersOf(
  assembly: Assembly,
  params: Readonly<Record<string, string>> | undefined,
  locator: Locator,
  at: KeyPath,
): Parameter[] {
  return Object.entries(params ?? {}).map(([name, type]) => {
    if (type !== 'number' && type !== 'address' && assembly.symbols.objectTypes.index(type) === undefined) {
      assembly.report(
        locator.problem(
          [...at, name],
          `number, address or an object type (${assembly.symbols.objectTypes.names.join(', ')})`,
        ),
      );
      return { name, type: UNKNOWN_TYPE };
    }
    return { name, type };
  });
}
