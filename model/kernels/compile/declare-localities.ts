import type { Assembly } from '../assembler/assembly.ts';
import type { Locality, Workload } from '../files/workload-file.ts';
import type { CompiledWander } from '../program/program.ts';
import type { Source } from './sources.ts';

export function declareLocalities(assembly: Assembly, { spec, locator }: Source<Workload>): void {
  for (const [name, locality] of Object.entries(spec.localities ?? {})) {
    assembly.unique(assembly.symbols.localities.index(name), locator, ['localities', name]);
    const { code, data } = locality;
    if (code['used-lines'] < code.lines) {
      const expected = `the ${code.lines} lines of a run, or more`;
      assembly.report(
        locator.problem(['localities', name, 'code', 'used-lines'], expected, String(code['used-lines'])),
      );
    }
    assembly.symbols.localities.add(name, {
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
