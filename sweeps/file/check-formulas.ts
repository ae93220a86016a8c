import { FormulaError, parseFormula } from '../../model/kernels/language/formula.ts';
import type { KeyPath } from '../../model/document/document.ts';
import type { Findings } from '../../model/document/findings.ts';
import type { Sweep } from './sweep.ts';

/** Checks the expressions of a sweep: that they parse, and that every name in them is known. */
export function checkFormulas(sweep: Sweep, findings: Findings): void {
  const { baseline, measures, parameters, derived, where } = sweep;
  const numeric = Object.entries(parameters)
    .filter(([, { values }]) => values.kind !== 'machines')
    .map(([name]) => name);
  const checked = (
    text: string,
    path: KeyPath,
    names: readonly string[],
    members: readonly string[],
  ): void => {
    try {
      parseFormula(text, [...names, ...members]);
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      findings.fail(path, error.expected, error.found);
    }
  };
  where.forEach((text, index) => {
    checked(text, ['where', index], numeric, []);
  });
  for (const [name, { penalty, formula, unit }] of Object.entries(derived)) {
    if ((penalty === undefined) === (formula === undefined))
      findings.fail(['derived', name], 'either penalty or formula');
    if (penalty !== undefined) {
      const known = Object.keys(measures);
      const at = ['derived', name, 'penalty'];
      findings.expectOneOf(penalty, known, at, { expected: `one of the measures ${known.join(', ')}` });
      if (baseline === undefined) findings.fail(at, 'a baseline in the sweep to compare with');
      if (unit !== undefined) findings.fail(['derived', name, 'unit'], 'no unit: a penalty is in percent');
    }
    const members =
      baseline === undefined ? [] : Object.keys(measures).map((measure) => `baseline.${measure}`);
    if (formula !== undefined)
      checked(formula, ['derived', name, 'formula'], [...Object.keys(measures), ...numeric], members);
  }
}
