import type { Fit } from '../../calibration/fit/calibrate.ts';
import { summaryOf, type ErrorSummary } from '../../calibration/fit/error-summary.ts';
import { correlatedPairs } from '../../calibration/fit/posterior.ts';
import { errorsAfter, type CrossValidation, type Predictive } from '../../calibration/fit/predictive.ts';
import type { Settings } from '../../calibration/fit/settings.ts';
import { textOf } from '../../model/document/quantity.ts';
import { track } from '../terminal/bars.ts';
import { figure, formatTable, picture, text } from '../terminal/table.ts';

/** Where a parameter stood within its range, and where the fit put it. */
const SOURCED = '○';
const MOVED = '●';

const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;

/** A calibration as tables: values, identifiability, accuracy before and after, cross-validation. */
export function calibrationTables(fit: Fit, predictive: Predictive, settings: Settings): string[] {
  const { fitted, undetermined, identifiability, posterior } = fit;
  const pairs = correlatedPairs(posterior, settings['correlated-above']);
  const below = identifiability.singularValues.filter((value) => value < 1).length;
  return [
    parameterTable(fit),
    `\nUndetermined, left at their sources: ${undetermined.map(({ path }) => path).join(', ') || 'none'}`,
    `Singular values of the scaled Jacobian: ${identifiability.singularValues.map((value) => value.toFixed(2)).join(' ')} (${below} below 1: there the prior says more than the data)`,
    ...pairs.map(
      ({ left, right, correlation }) =>
        `Correlated ${correlation.toFixed(2)}: ${fitted[left].path}, ${fitted[right].path}`,
    ),
    ...(fit.nativeWork.length > 0 ? [`\n${workTable(fit)}`] : []),
    `\n${formatTable(
      [text(''), ...['rows', 'median', '90th', 'bias', 'coverage'].map((title) => figure(title))],
      [
        accuracy('before the fit', summaryOf(fit.errorsBefore)),
        accuracy('after the fit', summaryOf(errorsAfter(fit))),
        ...leftOut('test', predictive.byTest),
        ...leftOut('system', predictive.bySystem),
        ...(predictive.bySystem?.folds ?? []).map(({ name, errors }) =>
          accuracy(`  ${name} left out`, summaryOf(errors)),
        ),
      ],
    )}`,
    `systematic error found ${percent(predictive.systematic)}; starts ended at ${fit.starts.map(({ objective }) => objective.toFixed(1)).join(', ')}`,
  ];
}

function leftOut(kind: string, found: CrossValidation | undefined): string[][] {
  if (found === undefined) return [];
  const errors = found.folds.flatMap((fold) => fold.errors);
  return [accuracy(`each ${kind} left out`, summaryOf(errors), found.coverage)];
}

function parameterTable({ fitted, values, point, posterior, prior }: Fit): string {
  return formatTable(
    [
      text('parameter'),
      ...['value', 'source', 'range', 'standard error', 'of prior', 'distance'].map((title) => figure(title)),
      picture(`${SOURCED} source, ${MOVED} fitted`),
    ],
    fitted.map(({ path, value, low, high, dimension }, index) => [
      path,
      textOf(dimension, values[index]),
      String(value),
      `${low} .. ${high}`,
      prior.valueDeviation(index, values[index], posterior.deviations[index]).toPrecision(2),
      posterior.deviations[index].toFixed(2),
      point[index].toFixed(2),
      {
        draw: (width: number): string =>
          track(
            low,
            high,
            [
              { at: value, sign: SOURCED },
              { at: values[index], sign: MOVED },
            ],
            width,
          ),
      },
    ]),
  );
}

function workTable({ nativeWork }: Fit): string {
  return formatTable(
    [
      ...[text('user work'), figure('value'), figure('before'), text('from')],
      ...[figure('published'), figure('model')],
    ],
    nativeWork.map(({ path, value, sourced, target, published, model }) => [
      path,
      String(value),
      String(sourced),
      target,
      String(published),
      model.toPrecision(5),
    ]),
  );
}

function accuracy(
  name: string,
  { rows, median, ninetieth, bias }: ErrorSummary,
  coverage?: number,
): string[] {
  return [
    name,
    String(rows),
    percent(median),
    percent(ninetieth),
    percent(bias),
    coverage === undefined ? '' : percent(coverage),
  ];
}
