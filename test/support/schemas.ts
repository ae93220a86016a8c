import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { PACKAGE } from '../../api/disk-library.ts';
import { schemaFile, type FileKind } from '../../lint/kinds.ts';

const ajv = new Ajv({ allowUnionTypes: true, strictRequired: false });
// Editors show it where a text does not match the pattern.
ajv.addKeyword({ keyword: 'patternErrorMessage', schemaType: 'string' });

const validators = new Map<string, ValidateFunction>();

/** The faults that the shipped JSON Schema of a kind finds in the content of a file; none when it is right. */
export function faultsOf(kind: FileKind, data: unknown): string[] {
  let validate = validators.get(kind.name);
  if (validate === undefined) validators.set(kind.name, (validate = ajv.compile(readSchema(kind))));
  validate(data);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

/** The shipped JSON Schema of a kind. */
export function readSchema(kind: FileKind): Record<string, unknown> {
  return JSON.parse(readFileSync(join(PACKAGE, schemaFile(kind)), 'utf8')) as Record<string, unknown>;
}

/** Directories whose YAML files are shipped. */
const SHIPPED = ['model', 'calibration', 'sweeps'];

/** Files that the program reads and no user writes, and that have no kind. */
const OWN = [
  'calibration/lmbench-results/rules.yaml',
  'calibration/predictions/first.yaml',
  'calibration/sensitivity/joe-kuo.yaml',
];

/** The shipped YAML files of the kinds that users write, by their paths in the package. */
export function shippedFiles(): { file: string; text: string }[] {
  return SHIPPED.flatMap((directory) =>
    readdirSync(join(PACKAGE, directory), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => `${directory}/${name}`),
  )
    .filter((file) => !OWN.includes(file))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(PACKAGE, file), 'utf8') }));
}
