import { z } from 'zod';

/** A JSON Schema, or a part of one. */
export type JsonSchema = Record<string, unknown>;

/**
 * What the JSON Schema says of a type that converts or checks by code, which no JSON Schema can express: a shape that is written out, or a
 * definition by name, of another type or of a map with one of several keys that decide the rest.
 */
export type Shape =
  | { schema: JsonSchema }
  | { name: string; of: z.ZodType }
  | { name: string; among: () => Record<string, z.ZodType>; description: string };

/** What is made of a type in a registry, by a description or a further check, is found there too. */
const shapes = z.registry<object>();

/** The same type, whose JSON Schema has this shape. */
export function shaped<Type extends z.ZodType>(type: Type, shape: Shape): Type {
  shapes.add(type, shape);
  return type;
}

/** The shape of a type that was given one. */
export function shapeOf(type: z.core.$ZodType): Shape | undefined {
  return shapes.get(type) as Shape | undefined;
}
