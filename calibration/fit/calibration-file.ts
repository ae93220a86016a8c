import { Document, isCollection, isMap, visit } from 'yaml';
import { errorsAfter, parameterDeviations, type CrossValidation, type Predictive } from './predictive.ts';
import type { Fit } from './calibrate.ts';
import { targetKeys } from './calibrate.ts';
import type { CalibrationTargets } from './calibration-targets.ts';
import { summaryOf, type ErrorSummary } from './error-summary.ts';
import { quantityOf } from './parameters.ts';
import { correlatedPairs } from './posterior.ts';
import type { Settings } from './settings.ts';

/** Where a calibration came from. */
export interface Provenance {
  version: string;
  /** Hashes of the program, of the model's files and of the targets and settings. */
  hashes: Record<string, string>;
}

const digits = (value: number, count = 3): number => Number(value.toPrecision(count));
const percent = (ratio: number): number => Number((ratio * 100).toFixed(1));

/** The content of a calibration file: what was fitted, how well it is known, and what that says about predictions. */
export function calibrationContent(
  fit: Fit,
  predictive: Predictive,
  targets: CalibrationTargets,
  settings: Settings,
  { version, hashes }: Provenance,
): object {
  const { fitted, undetermined, values, point, prior, posterior, identifiability, starts } = fit;
  const keys = targetKeys(targets);
  const errors = errorsAfter(fit);
  const names = fitted.map(({ path }) => path);
  const bound = (index: number): string | undefined =>
    point[index] <= prior.lower[index] ? 'low' : point[index] >= prior.upper[index] ? 'high' : undefined;
  const parameters = fitted.map((parameter, index): [string, object] => [
    parameter.path,
    {
      value: quantityOf(parameter, values[index]),
      source: quantityOf(parameter, parameter.value),
      range: [parameter.low, parameter.high],
      'standard-error': digits(prior.valueDeviation(index, values[index], posterior.deviations[index])),
      'of-prior': digits(posterior.deviations[index]),
      distance: digits(point[index]),
      ...(bound(index) ? { bound: bound(index) } : {}),
    },
  ]);
  return {
    calibration: settings.calibration,
    version,
    hashes,
    machine: settings.machine,
    'fitted-machine': settings['fitted-machine'],
    ledger: {
      'free-parameters': fitted.length,
      'undetermined-parameters': undetermined.length,
      'native-constants': fit.nativeWork.length,
      'calibration-targets': keys.length,
    },
    accuracy: {
      before: accuracy(summaryOf(fit.errorsBefore)),
      after: accuracy(summaryOf(errors)),
      'systematic-error-percent': percent(predictive.systematic),
      'interval-percent': percent(settings.interval),
    },
    parameters: Object.fromEntries<object>(parameters),
    undetermined: Object.fromEntries(
      undetermined.map((parameter) => [parameter.path, quantityOf(parameter, parameter.value)]),
    ),
    'native-work': Object.fromEntries(
      fit.nativeWork.map(({ path, value, unit, sourced, target, published, model }) => [
        path,
        {
          value: unit ? `${value} ${unit}` : value,
          unfitted: sourced,
          target,
          published,
          model: digits(model, 5),
        },
      ]),
    ),
    starts: starts.map(({ objective, evaluations, converged, distance }) => ({
      objective: digits(objective, 5),
      evaluations,
      converged,
      distance: digits(distance),
    })),
    'singular-values': identifiability.singularValues.map((value) => digits(value)),
    correlated: correlatedPairs(posterior, settings['correlated-above']).map((pair) => ({
      pair: [names[pair.left], names[pair.right]],
      correlation: digits(pair.correlation),
    })),
    correlation: names.map((_, row) =>
      posterior.correlation
        .getRow(row)
        .slice(0, row + 1)
        .map((value) => digits(value, 2)),
    ),
    'cross-validation': {
      ...(predictive.byTest && { 'by-test': crossValidation(predictive.byTest) }),
      ...(predictive.bySystem && { 'by-system': crossValidation(predictive.bySystem) }),
    },
    // By target: error before and after, and what of the prediction's deviation is the parameters'; all in percent.
    rows: Object.fromEntries(
      parameterDeviations(fit).map((deviation, row) => [
        keys[row],
        [percent(Math.expm1(fit.errorsBefore[row])), percent(Math.expm1(errors[row])), percent(deviation)],
      ]),
    ),
  };
}

function accuracy({ rows, median, ninetieth, bias }: ErrorSummary): object {
  return {
    rows,
    'median-percent': percent(median),
    'ninetieth-percent': percent(ninetieth),
    'bias-percent': percent(bias),
  };
}

function crossValidation({ folds, coverage }: CrossValidation): object {
  return {
    'coverage-percent': percent(coverage),
    left: Object.fromEntries(folds.map(({ name, errors }) => [name, accuracy(summaryOf(errors))])),
  };
}

const HEADING = ` yaml-language-server: $schema=../schemas/calibration.schema.json
 Written by \`ukperf calibrate\`: values in the units of their entries, standard errors beside them, distances from the source in standard
 deviations of the prior. Rows: error before, error after, deviation of the prediction by the parameters, in percent.`;

/** A map with more entries than this has a line for each. */
const LONG = 8;

/** The text of a calibration file: YAML with short lists, and short maps of values, on one line each. */
export function calibrationText(content: object): string {
  const document = new Document(content);
  visit(document, {
    Map: (_, node) => {
      node.flow = node.items.length <= LONG && !node.items.some(({ value }) => isMap(value));
    },
    Seq: (_, node) => {
      node.flow = !node.items.some(isCollection);
    },
  });
  document.commentBefore = HEADING;
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
