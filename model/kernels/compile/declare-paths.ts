import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import type { Linker } from '../assembler/assembly.ts';
import type { Source } from './sources.ts';
import { UNKNOWN_TYPE } from '../assembler/expression-compiler.ts';
import type { Locality, PathSpec, Workload } from '../files/kernel-file.ts';
import type { CompiledWander, Parameter } from '../program/program.ts';

export function declarePaths(
  linker: Linker,
  source: Source<{ paths?: Record<string, PathSpec> | undefined }>,
): void {
  for (const [name, path] of Object.entries(source.spec.paths ?? {})) {
    linker.unique(linker.symbols.paths.get(name), source.locator, ['paths', name]);
    const parameters = parametersOf(linker, path.params, source.locator, ['paths', name, 'params']);
    linker.symbols.paths.set(
      name,
      linker.addPath(name, parameters, source, ['paths', name, 'steps'], path.steps),
    );
  }
}

export function declareLocalities(linker: Linker, { spec, locator }: Source<Workload>): void {
  for (const [name, locality] of Object.entries(spec.localities ?? {})) {
    linker.unique(linker.symbols.localities.index(name), locator, ['localities', name]);
    const { code, data } = locality;
    if (code['used-lines'] < code.lines) {
      const expected = `the ${code.lines} lines of a run, or more`;
      linker.report(
        locator.problem(['localities', name, 'code', 'used-lines'], expected, String(code['used-lines'])),
      );
    }
    linker.symbols.localities.add(name, {
      name,
      visit: Math.round(code.lines * code['instructions-per-line']),
      code: wanderOf(code),
      data: wanderOf(data),
      writtenShare: data['written-share'],
      wordsPerWrittenLine: data['words-per-written-line'],
      fillShare: data['fill-share'],
      window: locality.window,
    });
  }
}

function wanderOf(spec: Locality['code'] | Locality['data']): CompiledWander {
  return {
    lines: spec.lines,
    nearPages: spec['near-pages'],
    turnover: spec.turnover,
    pageSkew: spec['page-skew'],
    usedLines: spec['used-lines'],
  };
}

export function declarePrograms(linker: Linker, source: Source<Workload>): void {
  for (const [name, program] of Object.entries(source.spec.programs ?? {})) {
    linker.unique(linker.symbols.programs.index(name), source.locator, ['programs', name]);
    const image = linker.symbols.images.index(program.image);
    if (image === undefined) {
      linker.report(
        source.locator.problem(
          ['programs', name, 'image'],
          `an image (${linker.symbols.images.names.join(', ')})`,
        ),
      );
    }
    const parameters = parametersOf(linker, program.params, source.locator, ['programs', name, 'params']);
    const path = linker.addPath(
      `program ${name}`,
      parameters,
      source,
      ['programs', name, 'steps'],
      program.steps,
      true,
    );
    linker.symbols.programs.add(name, { name, path, image: image ?? 0 });
  }
}

function parametersOf(
  linker: Linker,
  params: Record<string, string> | undefined,
  locator: Locator,
  at: KeyPath,
): Parameter[] {
  return Object.entries(params ?? {}).map(([name, type]) => {
    if (type !== 'number' && type !== 'address' && linker.symbols.objectTypes.index(type) === undefined) {
      linker.report(
        locator.problem(
          [...at, name],
          `number, address or an object type (${linker.symbols.objectTypes.names.join(', ')})`,
        ),
      );
      return { name, type: UNKNOWN_TYPE };
    }
    return { name, type };
  });
}
