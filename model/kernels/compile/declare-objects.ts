import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import type { Assembly } from '../assembler/assembly.ts';
import { UNKNOWN_TYPE } from '../assembler/expression-compiler.ts';
import type { ObjectType } from '../files/sections.ts';
import { MEMBERS, PROCESS_FIELDS, PROCESS_FIELD_TYPES } from '../program/program.ts';
import type { Source } from './sources.ts';

/** A field of an object: a number with the value that it begins with, or the name of another object or address. */
interface Field {
  type: string;
  initial: number;
}

/** Types may be declared in parts: a structure adds memory to the processes of its personality. */
export function declareObjects(
  assembly: Assembly,
  all: readonly Source<{ objects?: Record<string, ObjectType> | undefined }>[],
): void {
  const merged = new Map<
    string,
    {
      fields: Map<string, Field>;
      queues: string[];
      memory: Map<string, { bytes: number; domain: number }>;
    }
  >();
  const typed: { field: Field; locator: Locator; at: KeyPath }[] = [];
  merged.set('process', {
    fields: new Map(
      PROCESS_FIELDS.map((field) => [field, { type: PROCESS_FIELD_TYPES[field] ?? 'number', initial: 0 }]),
    ),
    queues: [],
    memory: new Map(),
  });
  for (const { spec, locator } of all) {
    for (const [name, type] of Object.entries(spec.objects ?? {})) {
      const into = merged.get(name) ?? {
        fields: new Map<string, Field>(),
        queues: [] as string[],
        memory: new Map(),
      };
      merged.set(name, into);
      const members = new Set<string>([...into.fields.keys(), ...into.queues, ...into.memory.keys()]);
      const declare = (member: string, at: KeyPath, kind: { size: number } | { length: number }): void => {
        if (members.has(member))
          assembly.report(
            locator.problem(at, 'a name that the type does not have yet', JSON.stringify(member), 'key'),
          );
        members.add(member);
        if (('size' in kind ? kind.size : kind.length) >= MEMBERS)
          assembly.report(locator.problem(at, `at most ${MEMBERS} of a kind`, 'one more', 'key'));
      };
      for (const [field, value] of Object.entries(type.fields ?? {})) {
        declare(field, ['objects', name, 'fields', field], into.fields);
        const declared =
          typeof value === 'number' ? { type: 'number', initial: value } : { type: value, initial: 0 };
        into.fields.set(field, declared);
        if (typeof value !== 'number')
          typed.push({ field: declared, locator, at: ['objects', name, 'fields', field] });
      }
      (type.queues ?? []).forEach((queue, index) => {
        declare(queue, ['objects', name, 'queues', index], into.queues);
        into.queues.push(queue);
      });
      for (const [memory, size] of Object.entries(type.memory ?? {})) {
        const at = ['objects', name, 'memory', memory];
        declare(memory, at, into.memory);
        const domain = typeof size === 'number' ? assembly.systemDomain : size.domain;
        into.memory.set(memory, {
          bytes: typeof size === 'number' ? size : size.size,
          domain: assembly.domainIndex(domain, locator, [...at, 'domain']),
        });
      }
    }
  }
  const types = ['address', ...merged.keys()];
  for (const { field, locator, at } of typed) {
    if (types.includes(field.type)) continue;
    assembly.report(
      locator.problem(at, `a number, or a type (${types.join(', ')})`, JSON.stringify(field.type)),
    );
    field.type = UNKNOWN_TYPE;
  }
  for (const [name, { fields, queues, memory }] of merged) {
    assembly.symbols.objectTypes.add(name, {
      name,
      fields: [...fields.keys()],
      fieldTypes: [...fields.values()].map(({ type }) => type),
      initial: [...fields.values()].map(({ initial }) => initial),
      queues,
      memory: [...memory].map(([key, value]) => ({ name: key, ...value })),
    });
  }
}
