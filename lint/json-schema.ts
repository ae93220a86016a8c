import { z } from 'zod';
import { shapeOf, type JsonSchema, type Shape } from '../model/document/shape.ts';

/** Stands for a reference until all of a schema is there: what is beside a `$ref` would be moved about. */
const DEFINITION = 'definition';
/** The bounds of an integer that has none. */
const UNBOUNDED: readonly unknown[] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];

/**
 * The JSON Schema (draft 7) of a kind of file: what an editor completes, explains and checks. What depends on several places of a file, or on
 * other files, is left to `ukperf lint`.
 *
 * @param partial a file of this kind may extend another one, and then has only what it replaces: keys of its sections may be missing
 */
export function jsonSchemaOf(type: z.ZodType, title: string, partial: boolean): JsonSchema {
  const { definitions, walk } = new Generator();
  const root = walk(type);
  const { required = [], ...rest } = partial ? withoutRequired(root) : root;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title,
    ...rest,
    ...(partial ? requiredUnlessExtended(root.required as string[]) : { required }),
    ...(definitions.size === 0 ? {} : { definitions: Object.fromEntries([...definitions].sort(byName)) }),
  };
}

const byName = ([left]: [string, unknown], [right]: [string, unknown]): number => (left < right ? -1 : 1);

/** Generates one schema, and the definitions that its parts refer to. */
class Generator {
  readonly definitions = new Map<string, JsonSchema>();

  readonly walk = (type: z.ZodType): JsonSchema => {
    const {
      $schema: _,
      '~standard': _standard,
      ...schema
    } = z.toJSONSchema(type, {
      io: 'input',
      target: 'draft-7',
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        const shape = shapeOf(zodSchema);
        if (shape !== undefined) replace(jsonSchema, this.written(shape));
      },
    }) as JsonSchema;
    return tidy(schema) as JsonSchema;
  };

  private written(shape: Shape): JsonSchema {
    if ('schema' in shape) return shape.schema;
    const { name } = shape;
    if ('of' in shape) this.define(name, this.walk(shape.of));
    else if (!this.definitions.has(name)) {
      // Steps hold steps: the name is taken before they are walked.
      this.definitions.set(name, {});
      this.definitions.set(name, this.choice(name, shape.among(), shape.description));
    }
    return { [DEFINITION]: name };
  }

  private propertiesOf(name: string): object {
    return this.definitions.get(name)?.properties as object;
  }

  private define(name: string, schema: JsonSchema): void {
    const other = this.definitions.get(name);
    if (other !== undefined && JSON.stringify(other) !== JSON.stringify(schema))
      throw new Error(`two definitions of ${name}`);
    this.definitions.set(name, schema);
  }

  /** A map with one of several keys, which decides what else it may have. */
  private choice(name: string, among: Record<string, z.ZodType>, description: string): JsonSchema {
    const keys = Object.keys(among);
    const properties: JsonSchema = {};
    const deciding = keys.map((key, index) => {
      const alternative = this.walk(among[key]);
      properties[key] = { description: descriptionOf(alternative, key) };
      this.define(`${name}-${key}`, alternative);
      // The first key decides: it may have one of the later ones beside it.
      const owners = keys.slice(0, index).filter((other) => key in this.propertiesOf(`${name}-${other}`));
      const beside = { not: { anyOf: owners.map((other) => ({ required: [other] })) } };
      return {
        if: { required: [key], ...(owners.length === 0 ? {} : beside) },
        then: refer(`${name}-${key}`),
      };
    });
    return {
      description,
      type: 'object',
      properties,
      anyOf: keys.map((key) => ({ required: [key] })),
      allOf: deciding,
    };
  }
}

const refer = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

function descriptionOf(schema: JsonSchema, key: string): unknown {
  return (schema.properties as Record<string, JsonSchema>)[key]?.description;
}

/** Puts another schema in the place of one, which keeps its description. */
function replace(schema: JsonSchema, other: JsonSchema): void {
  const { description } = schema;
  for (const key of Object.keys(schema)) Reflect.deleteProperty(schema, key);
  Object.assign(schema, description === undefined ? {} : { description }, other);
}

/** Makes references of what stands for them, drops bounds that say nothing, and names the keys of a map that has only some. */
function tidy(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(tidy);
  if (typeof part !== 'object' || part === null) return part;
  const { [DEFINITION]: name, propertyNames, ...rest } = part as JsonSchema;
  if (typeof name === 'string') return { ...refer(name), ...described(rest) };
  const schema = Object.fromEntries(
    Object.entries(rest)
      .filter(([key, value]) => !(/^(min|max)imum$/.test(key) && UNBOUNDED.includes(value)))
      .map(([key, value]) => [key, tidy(value)]),
  );
  const keys = (propertyNames as { enum?: string[] } | undefined)?.enum;
  if (keys !== undefined)
    return {
      ...schema,
      properties: Object.fromEntries(keys.map((key) => [key, schema.additionalProperties])),
      additionalProperties: false,
    };
  const names = propertyNames as JsonSchema | undefined;
  return names?.pattern === undefined ? schema : { ...schema, propertyNames: { pattern: names.pattern } };
}

const described = ({ description }: JsonSchema): JsonSchema =>
  description === undefined ? {} : { description };

/** Without what maps must have, down to lists and single values, which an extending file replaces as a whole. */
function withoutRequired(schema: JsonSchema): JsonSchema {
  const { required: _, ...rest } = schema;
  const changed = Object.entries(rest).map(([key, value]): [string, unknown] => {
    if (key === 'properties') {
      const properties = Object.entries(value as Record<string, JsonSchema>);
      return [key, Object.fromEntries(properties.map(([name, one]) => [name, withoutRequired(one)]))];
    }
    if (key === 'additionalProperties' && typeof value === 'object')
      return [key, withoutRequired(value as JsonSchema)];
    if (key === 'anyOf') return [key, (value as JsonSchema[]).map(withoutRequired)];
    return [key, value];
  });
  return Object.fromEntries(changed);
}

/** A file needs its name, and its sections unless it extends another. */
function requiredUnlessExtended([name, ...sections]: string[]): JsonSchema {
  if (sections.length === 0) return { required: [name] };
  return {
    required: [name],
    if: { required: ['extends'] },
    then: {},
    else: { required: sections },
  };
}
