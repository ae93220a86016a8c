import { FILE_KINDS, schemaText, type FileKind } from '../../lint/kinds.ts';

/** What the pages use of a JSON Schema. */
interface Schema {
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema | Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  definitions?: Record<string, Schema>;
}

interface Key {
  path: string;
  value: string;
  description: string;
}

/** A page of the site that stands in no file of the package. */
export interface MadePage {
  place: string;
  title: string;
  text: string;
}

const STEP = /^step(-|$)/;
/** The kind on whose page the steps stand; they are the same in all kinds. */
const WITH_STEPS = 'structure';

/** A page for each kind of file: all its keys, from the schema that editors use. */
export function keyPages(): MadePage[] {
  return [...FILE_KINDS]
    .sort((left, right) => left.name.localeCompare(right.name))
    .map((kind) => ({
      place: `reference/keys/${kind.name}.md`,
      title: kind.name,
      text: pageOf(kind),
    }));
}

function pageOf(kind: FileKind): string {
  const schema = JSON.parse(schemaText(kind)) as Schema;
  const sections = [
    `---\noutline: false\n---\n\n# Keys of ${kind.name} files`,
    `${kind.what[0].toUpperCase()}${kind.what.slice(1)}: \`${kind.files}\`. [What the files are for](/reference/files.md); \`ukperf schema ${kind.name}\` prints the schema from which this page is made.`,
    tableOf(keysOf(schema, '')),
  ];
  const steps = Object.entries(schema.definitions ?? {}).filter(
    ([name]) => STEP.test(name) && name !== 'step',
  );
  if (kind.name === WITH_STEPS)
    sections.push(
      '## Steps',
      ...steps.flatMap(([name, step]) => [
        `### ${name.replace(STEP, '')}`,
        ...(step.description === undefined ? [] : [step.description]),
        tableOf(keysOf(step, '')),
      ]),
    );
  else if (steps.length > 0)
    sections.push(`A step is [one of these](/reference/keys/${WITH_STEPS}.md#steps).`);
  return `${sections.join('\n\n')}\n`;
}

function keysOf(schema: Schema, above: string): Key[] {
  const found = new Map<string, Key>();
  const add = (keys: readonly Key[]): void => {
    for (const key of keys) if (!found.has(key.path)) found.set(key.path, key);
  };
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const path = above === '' ? name : `${above}.${name}`;
    const required = schema.required?.includes(name) === true ? ', required' : '';
    add([{ path, value: `${valueOf(inner)}${required}`, description: inner.description ?? '' }]);
    add(keysOf(inner, path));
  }
  if (typeof schema.additionalProperties === 'object') {
    const path = above === '' ? 'NAME' : `${above}.NAME`;
    const inner = schema.additionalProperties;
    if (inner.description !== undefined)
      add([{ path, value: valueOf(inner), description: inner.description }]);
    add(keysOf(inner, path));
  }
  for (const inner of [schema.items ?? []].flat()) add(keysOf(inner, `${above}[]`));
  for (const inner of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
    add(keysOf(inner, above));
  return [...found.values()];
}

const VALUES: Readonly<Record<string, string>> = {
  object: 'map',
  array: 'list',
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  null: 'nothing',
};

/** What may stand behind a key, in words. */
function valueOf(schema: Schema): string {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/definitions/', '');
    return STEP.test(name) ? 'step' : `entry, ${name.replace(/^entry-/, '').split('-')[0]}`;
  }
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const words = [...[schema.type ?? []].flat().map((type) => VALUES[type] ?? type), ...choices.map(valueOf)];
  return [...new Set(words)].join(' or ');
}

function tableOf(keys: readonly Key[]): string {
  const cell = (text: string): string =>
    text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('\n', ' ');
  const rows = keys.map(
    ({ path, value, description }) => `| \`${path}\` | ${cell(value)} | ${cell(description)} |`,
  );
  return ['| key | value | |', '| --- | --- | --- |', ...rows].join('\n');
}
