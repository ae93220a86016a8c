import { loadMachine, type Library } from '../../model/index.ts';
import type { Settings } from '../fit/settings.ts';
import { setOf, type CurveFile } from './curve-file.ts';
import type { CurveRuns, Place } from './curve-runs.ts';
import type { CurveSettings } from './curve-settings.ts';
import { logMeanExp } from './likelihood.ts';
import { marginal, type MapPoint, type NativeCurve } from './native-curve.ts';

/** The page that holds the map. */
export const CURVE_PAGE = 'docs/explanation/aim-native-curve.md';

const MS_PER_MIN = 60e3;
const NS_PER_MS = 1e6;

/** Milliseconds of a request's overhead, half a turn and an average seek, at a place. */
export function serviceMs(library: Library, machine: string, runs: CurveRuns, place: Place): number {
  const { disk } = loadMachine(library, machine, runs.overridesAt(place)).machine;
  return (disk['command-overhead'] + disk['average-seek']) / NS_PER_MS + MS_PER_MIN / disk.rotation / 2;
}

/** What a fit of the native curve says: the text for people, and the content of its file. */
export function reportOf(
  fit: NativeCurve,
  settings: Settings,
  curve: CurveSettings,
  runs: CurveRuns,
  serviceAt: (place: Place) => number,
): { text: string; file: CurveFile } {
  const { best, centre, map } = fit;
  const services = new Map<string, number>();
  const service = (place: Place): number => {
    const disk = place.slice(1).join(' ');
    const known = services.get(disk) ?? serviceAt(place);
    services.set(disk, known);
    return known;
  };
  const known = (unit: string, of: (place: Place) => number, digits: number): CurveFile['service'] => {
    const round = (value: number): number => Number(value.toFixed(digits));
    const { mean, deviation, low, high } = marginal(map, ({ place }) => of(place));
    return {
      unit,
      best: round(of(best.place)),
      used: round(of(centre)),
      mean: round(mean),
      'standard-deviation': round(deviation),
      'interval-90': [round(low), round(high)],
    };
  };
  const errors = errorsOf(fit);
  const rms = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
  const file: CurveFile = {
    'native-curve': settings.calibration,
    machine: settings['fitted-machine'],
    experiment: curve.experiment,
    loads: fit.points.length,
    'rms-percent': Number((rms * 100).toFixed(1)),
    values: setOf(runs.overridesAt(centre)),
    'user-work': known('s', (place) => place[0], 1),
    service: known('ms', service, 2),
    'processor-limits-percent': Number((fit.processorLimits * 100).toFixed(1)),
    accepted: fit.accepted.map(({ place, weight }) => ({
      weight: Number(weight.toFixed(4)),
      set: setOf(runs.overridesAt(place)),
    })),
  };
  return { text: textOf(fit, file, service), file };
}

/** Relative errors of the curve at the place that is used. */
function errorsOf({ points, times }: NativeCurve): number[] {
  return points.map(({ seconds }, index) => Math.exp(times[index].logSeconds) / seconds - 1);
}

function textOf(fit: NativeCurve, file: CurveFile, service: (place: Place) => number): string {
  const { best, map } = fit;
  const works = coarse([...new Set(map.map(({ place }) => place[0]))]);
  const disks = coarse([...new Set(map.map(({ place }) => place[1]))]);
  const placeOf = (disk: number): Place => (map.find(({ place }) => place[1] === disk) as MapPoint).place;
  const cell = (work: number, disk: number): string => {
    const here = map.filter(({ place }) => place[0] === work && place[1] === disk);
    const rms = Math.min(...here.map((point) => point.rms)) * 100;
    const log = logMeanExp(here.map((point) => point.logLikelihood)) - best.logLikelihood;
    return `${rms.toFixed(1)} ${log.toFixed(0)}`;
  };
  const known = (title: string, { unit, used, mean, best: most, ...of }: CurveFile['service']): string[] => [
    title,
    `${used} ${unit} used, ${mean} ± ${of['standard-deviation']} ${unit}, 90 % within ${of['interval-90'].join(' to ')} ${unit}, most likely ${most} ${unit}`,
  ];
  const errors = errorsOf(fit);
  const jobs = fit.points.map(({ load }, index) => load / Math.exp(fit.times[index].logSeconds));
  const most = jobs.indexOf(Math.max(...jobs));
  return [
    'Error (rms, %) and logarithm of the likelihood beside the most likely place, by user work of a task and service time of a request',
    table([
      ['', ...disks.map((disk) => `${service(placeOf(disk)).toFixed(1)} ms`)],
      ...works.map((work) => [`${work.toFixed(1)} s`, ...disks.map((disk) => cell(work, disk))]),
    ]),
    '',
    ...[
      known('user work of a task', file['user-work']),
      known('service of a request', file.service),
      [
        'limit of throughput',
        `the processor, not the disk, with probability ${file['processor-limits-percent']} %; it is busy ${(fit.times[most].busy * 100).toFixed(0)} % at load ${fit.points[most].load}, where throughput is greatest`,
      ],
      ['error of the curve', `${file['rms-percent']} % rms over ${file.loads} loads`],
    ].map(([title, text]) => `${title.padEnd(TITLE)}  ${text}`),
    '',
    table([
      ['load', ...fit.points.map(({ load }) => String(load))],
      ['published, s', ...fit.points.map(({ seconds }) => String(seconds))],
      ['model, s', ...fit.times.map(({ logSeconds }) => Math.exp(logSeconds).toFixed(0))],
      ['error, %', ...errors.map((error) => (error * 100).toFixed(0))],
    ]),
  ].join('\n');
}

/** Width of the titles of the summary. */
const TITLE = 'service of a request'.length;
/** Rows and columns of the table, about. */
const MOST = 9;

/** Some of many values, evenly, with the first and the last. */
function coarse(values: readonly number[]): number[] {
  const every = Math.max(1, Math.round((values.length - 1) / (MOST - 1)));
  return values.filter((_, index) => index % every === 0 || index === values.length - 1);
}

function table(lines: readonly (readonly string[])[]): string {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padStart(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const BLOCK = /(<!-- native-curve -->\n)[\s\S]*?(<!-- \/native-curve -->)/;

/** A page with the present map between its marks. */
export function withMap(page: string, text: string): string {
  return page.replace(
    BLOCK,
    (_, open: string, close: string) => `${open}\`\`\`text\n${text}\n\`\`\`\n${close}`,
  );
}
