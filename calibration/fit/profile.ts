import { Document, type YAMLMap } from 'yaml';
import type { Fit } from './calibrate.ts';
import type { NativeWork } from './native-work.ts';
import { quantityOf, type Parameter } from './parameters.ts';
import type { Settings } from './settings.ts';

const HEADING = ` yaml-language-server: $schema=../../../schemas/machine.schema.json
 Written by \`ukperf calibrate\`: the sourced machine with the values of the calibration file, which says how well each is known.
 \`calibrated\` holds what was fitted together with them in other files.`;

/** Values that something else than the fit has set, by path, and where from. */
export interface SetElsewhere {
  source: string;
  values: Readonly<Record<string, { value: string; range: [string, string] }>>;
}

/** The profile of the fitted machine: the sourced one, the fitted values, and those that go into structures and workloads. */
export function profileText(fit: Fit, settings: Settings, source: string, curve?: SetElsewhere): string {
  const document = new Document({
    machine: settings['fitted-machine'],
    title: settings['fitted-title'],
    extends: settings.machine,
  });
  const calibrated: [string, object][] = [];
  fit.fitted.forEach((parameter, index) => {
    const entry = entryOf(parameter, fit.values[index], source);
    if (parameter.of === 'machine') document.setIn(parameter.path.split('.'), flow(document, entry));
    else calibrated.push([parameter.path, entry]);
  });
  for (const work of fit.nativeWork) calibrated.push([work.path, workEntry(work, source)]);
  for (const [path, { value, range }] of Object.entries(curve?.values ?? {})) {
    const entry = { value, source: curve?.source, status: 'fitted', range };
    if (path.startsWith(DISK)) document.setIn(path.split('.'), flow(document, entry));
    else calibrated.push([path, entry]);
  }
  for (const [path, entry] of calibrated) document.setIn(['calibrated', path], flow(document, entry));
  document.commentBefore = HEADING;
  return document.toString({ lineWidth: 0 });
}

/** Values of the machine itself. */
const DISK = 'disk.';

function entryOf(parameter: Parameter, value: number, source: string): object {
  const { low, high } = parameter;
  return {
    value: quantityOf(parameter, value),
    source,
    status: 'fitted',
    range: [quantityOf(parameter, low), quantityOf(parameter, high)],
  };
}

function workEntry({ value, unit, target }: NativeWork, source: string): object {
  return {
    value: unit === undefined ? value : `${value} ${unit}`,
    source: `${source}, from ${target}`,
    status: 'fitted',
  };
}

function flow(document: Document, entry: object): YAMLMap {
  const node = document.createNode(entry) as YAMLMap;
  node.flow = true;
  return node;
}
