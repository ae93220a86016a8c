import { check, ExtendedDocument } from '../../model/document/check.ts';
import { SpecDocument, type SourceText } from '../../model/document/document.ts';
import { Findings } from '../../model/document/findings.ts';
import { checkCharts } from './check-charts.ts';
import { checkFormulas } from './check-formulas.ts';
import { numberOf } from './number.ts';
import { sweepSchema, type SweepFile } from './sweep-schema.ts';
import type { Design, LocatedSweep, Parameter, Sweep } from './sweep.ts';

/** Variants, measures and parameters, each. */
const MOST = 100;

/** Reads a sweep; names within it are checked, what they name outside is not. @throws SpecError */
export function readSweep(source: SourceText): LocatedSweep {
  const document = new SpecDocument(source);
  const parsed = check(sweepSchema, document.data, new ExtendedDocument([document]));
  const findings = new Findings(document);
  for (const kind of ['variants', 'measures', 'parameters'] as const) {
    const count = Object.keys(parsed[kind]).length;
    if (count === 0) findings.fail([kind], `at least one of the ${kind}`);
    if (count > MOST) findings.fail([kind], `at most ${MOST} ${kind}`, String(count));
  }
  const { baseline, variants } = parsed;
  const known = Object.keys(variants);
  if (baseline !== undefined)
    findings.expectOneOf(baseline, known, ['baseline'], {
      expected: `one of the variants ${known.join(', ')}`,
    });
  const design = designOf(parsed.design);
  const sampled = typeof design === 'object';
  const parameters = Object.fromEntries(
    Object.entries(parsed.parameters).map(([name, given]) => [
      name,
      parameterOf(given, sampled, (key, expected, found) =>
        findings.fail(['parameters', name, ...key], expected, found),
      ),
    ]),
  );
  const sweep: Sweep = {
    ...parsed,
    parameters,
    design,
    where: parsed.where ?? [],
    derived: parsed.derived ?? {},
    charts: parsed.charts ?? [],
  };
  checkNames(sweep, findings);
  checkFormulas(sweep, findings);
  checkCharts(sweep, findings);
  return { sweep, document };
}

function designOf(given: SweepFile['design']): Design {
  if (given === undefined) return 'grid';
  if (typeof given === 'string') return given;
  return 'sobol' in given
    ? { sample: 'sobol', count: given.sobol }
    : { sample: 'latin-hypercube', count: given['latin-hypercube'] };
}

/** One name means one thing: columns of the result are called by them. */
function checkNames({ measures, parameters, derived }: Sweep, findings: Findings): void {
  const taken = new Map<string, string>(RESERVED.map((name) => [name, 'a column of every result']));
  for (const [kind, table] of Object.entries({ parameters, measures, derived }))
    for (const name of Object.keys(table)) {
      const other = taken.get(name);
      if (other !== undefined)
        findings.fail([kind, name], `a name that is not ${other}`, JSON.stringify(name), 'key');
      taken.set(name, `one of the ${kind}`);
    }
}

const RESERVED = ['point', 'variant', 'system', 'machine', 'error', 'baseline'];

/** The kind of a parameter's values, from the keys that are there. */
function parameterOf(
  given: SweepFile['parameters'][string],
  sampled: boolean,
  fail: (key: string[], expected: string, found?: string) => never,
): Parameter {
  const { title, machines, values, from, to, steps, scale, whole } = given;
  const set = typeof given.set === 'string' ? [given.set] : given.set;
  const kinds = [machines !== undefined, values !== undefined, from !== undefined || to !== undefined];
  if (kinds.filter(Boolean).length !== 1) fail([], 'one of machines, values, or from and to');
  for (const key of ['steps', 'scale', 'whole'] as const)
    if (given[key] !== undefined && from === undefined) fail([key], 'from and to beside it');
  if (machines !== undefined) {
    if (set !== undefined) fail(['set'], 'no path beside machines');
    return { title, set: [], values: { kind: 'machines', machines }, unit: given.unit ?? '' };
  }
  if (set === undefined) return fail([], 'set, the path of a value');
  if (values !== undefined)
    return { title, set, values: { kind: 'list', values }, unit: given.unit ?? unitOfList(values) };
  if (from === undefined) return fail(['to'], 'from beside it');
  if (to === undefined) return fail(['from'], 'to beside it');
  if (!sampled && steps === undefined) fail([], 'steps, how many values there are from one end to the other');
  const low = numberOf(from) ?? fail(['from'], 'a number with its unit');
  const high = numberOf(to) ?? fail(['to'], 'a number with its unit');
  if (low.unit !== high.unit)
    fail(['to'], `a number in the unit of the other end, ${low.unit || 'a plain number'}`);
  if (high.value <= low.value) fail(['to'], 'more than from');
  if (scale === 'log' && low.value <= 0) fail(['from'], 'more than 0 for a log scale');
  return {
    title,
    set,
    values: {
      kind: 'range',
      ...{ from: low.value, to: high.value, unit: low.unit },
      ...{ steps, scale: scale ?? 'linear', whole: whole ?? false },
    },
    unit: given.unit ?? low.unit,
  };
}

/** The unit of listed values when they share one. */
function unitOfList(values: readonly (string | number)[]): string {
  const units = new Set(values.map((one) => numberOf(one)?.unit));
  const [unit] = units;
  return units.size === 1 && unit !== undefined ? unit : '';
}
