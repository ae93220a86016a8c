import type { KeyPath } from '../../model/document/document.ts';
import type { Findings } from '../../model/document/findings.ts';
import { numberOf } from './number.ts';
import type { Chart, Parameter, Sweep } from './sweep.ts';

/** Keys of a chart that name a parameter. */
const AXES = ['x', 'y', 'by', 'along'] as const;

/** Kinds of charts that have points side by side on an axis. */
const NEEDS_GRID: readonly Chart['kind'][] = ['heat-map', 'contour', 'break-even', 'lines'];

/** Checks the charts of a sweep: that they name its figures and parameters, and that its design has points for them. */
export function checkCharts(sweep: Sweep, findings: Findings): void {
  sweep.charts.forEach((chart, index) => {
    const axes = AXES.flatMap((key) => {
      const name = (chart as Partial<Record<(typeof AXES)[number], string>>)[key];
      return name === undefined ? [] : [{ key, name }];
    });
    const at = (key: string): KeyPath => ['charts', index, key];
    const figures = [...Object.keys(sweep.measures), ...Object.keys(sweep.derived)];
    findings.expectOneOf(chart.of, figures, at('of'));
    for (const { key, name } of axes) {
      findings.expectOneOf(name, Object.keys(sweep.parameters), at(key));
      if (axes.some((other) => other.key !== key && other.name === name))
        findings.fail(at(axes[axes.length - 1].key), 'another parameter than on the other axis');
      const needsNumbers = chart.kind === 'contour' || key === 'along';
      if (needsNumbers && !isNumeric(sweep.parameters[name]))
        findings.fail(at(key), 'a parameter whose values are numbers');
    }
    checkDesign(sweep, chart, (expected) => findings.fail(at('kind'), expected));
    if (chart.kind === 'break-even')
      checkPassage(sweep, chart, (expected) => findings.fail(at('passes'), expected));
  });
}

function checkDesign({ design }: Sweep, { kind }: Chart, fail: (expected: string) => never): void {
  if (kind === 'tornado' && design !== 'one-at-a-time')
    fail('a chart for this design (a tornado needs one-at-a-time)');
  const hasLines = design === 'grid' || (design === 'one-at-a-time' && kind === 'lines');
  if (NEEDS_GRID.includes(kind) && !hasLines)
    fail(
      `a chart for this design (${kind === 'lines' ? 'lines need grid or one-at-a-time' : `${kind} needs grid`})`,
    );
  if ((kind === 'parallel' || kind === 'effects') && design === 'one-at-a-time')
    fail(`a chart for this design (${kind} needs points that move several parameters)`);
}

/** The value that a figure passes is in the figure's own unit. */
function checkPassage(
  { derived }: Sweep,
  { of, passes }: Extract<Chart, { kind: 'break-even' }>,
  fail: (expected: string) => never,
): void {
  const unit = !Object.hasOwn(derived, of) ? '' : derived[of].penalty === undefined ? derived[of].unit : '%';
  const number = numberOf(passes);
  if (number === undefined || (number.unit !== '' && number.unit !== unit))
    fail(
      `a number${unit === undefined || unit === '' ? ', in the unit of the figure and without it' : ` in ${unit}`}`,
    );
}

function isNumeric({ values }: Parameter): boolean {
  return (
    values.kind === 'range' ||
    (values.kind === 'list' && values.values.every((one) => numberOf(one) !== undefined))
  );
}
