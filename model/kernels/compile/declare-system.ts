import type { Locator } from '../../document/check.ts';
import { ticksOf } from '../../core/clock.ts';
import { DRAWN, type FrameOrder } from '../../hardware/frame-order.ts';
import type { KeyPath } from '../../document/document.ts';
import { UNKNOWN_TYPE } from '../assembler/expression-compiler.ts';
import type { Linker } from '../assembler/assembly.ts';
import type { Source } from './sources.ts';
import type { ObjectType, PagerSpec, Structure } from '../files/kernel-file.ts';
import { MEMBERS } from '../engine/objects.ts';
import { MAX_KERNEL_DOMAINS } from '../engine/placement.ts';
import { PROCESS_FIELDS, PROCESS_FIELD_TYPES } from '../program/program.ts';

export function declareDomains(linker: Linker, source: Source<Structure>): void {
  const { domains = {} } = source.spec;
  const kernelDomain = ([, { space }]: [string, { space: string }], index: number): boolean =>
    space !== 'user' && index >= MAX_KERNEL_DOMAINS;
  const [excess] = Object.entries(domains).find(kernelDomain) ?? [];
  if (excess !== undefined)
    linker.report(
      source.locator.problem(
        ['domains', excess],
        `at most ${MAX_KERNEL_DOMAINS} domains, the user's last`,
        JSON.stringify(excess),
        'key',
      ),
    );
  const system = linker.systemDomain;
  if (domains[system]?.space === 'user')
    linker.report(source.locator.problem(['domains', system, 'space'], 'kernel, small or server'));
  for (const [name, domain] of Object.entries(domains)) {
    const place = linker.symbols.placeOf(domain.place ?? name);
    linker.symbols.domains.add(name, {
      name,
      place,
      space: domain.space,
      large: (domain.pages ?? 4096) > 4096,
      contiguous: domain.frames !== 'scattered',
      textSpread: domain.footprint?.['text-spread'] ?? 1,
      dataSpread: domain.footprint?.['data-spread'] ?? 1,
      instructionsPerLine: domain['instructions-per-line'] ?? 1,
    });
  }
  for (const needed of [system, 'user']) {
    if (linker.symbols.domains.index(needed) === undefined) {
      linker.report(
        source.locator.problem(
          ['domains'],
          `a domain ${needed}`,
          `the domains ${Object.keys(domains).join(', ')}`,
        ),
      );
      linker.symbols.domains.add(needed, {
        name: needed,
        place: linker.symbols.placeOf(needed),
        space: 'kernel',
        large: false,
        contiguous: true,
        textSpread: 1,
        dataSpread: 1,
        instructionsPerLine: 1,
      });
    }
  }
}

/** A field of an object: a number with the value that it begins with, or the name of another object or address. */
interface Field {
  type: string;
  initial: number;
}

/** Types may be declared in parts: a structure adds memory to the processes of its personality. */
export function declareObjects(
  linker: Linker,
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
          linker.report(
            locator.problem(at, 'a name that the type does not have yet', JSON.stringify(member), 'key'),
          );
        members.add(member);
        if (('size' in kind ? kind.size : kind.length) >= MEMBERS)
          linker.report(locator.problem(at, `at most ${MEMBERS} of a kind`, 'one more', 'key'));
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
        const domain = typeof size === 'number' ? linker.systemDomain : size.domain;
        into.memory.set(memory, {
          bytes: typeof size === 'number' ? size : size.size,
          domain: linker.domainIndex(domain, locator, [...at, 'domain']),
        });
      }
    }
  }
  const types = ['address', ...merged.keys()];
  for (const { field, locator, at } of typed) {
    if (types.includes(field.type)) continue;
    linker.report(
      locator.problem(at, `a number, or a type (${types.join(', ')})`, JSON.stringify(field.type)),
    );
    field.type = UNKNOWN_TYPE;
  }
  for (const [name, { fields, queues, memory }] of merged) {
    linker.symbols.objectTypes.add(name, {
      name,
      fields: [...fields.keys()],
      fieldTypes: [...fields.values()].map(({ type }) => type),
      initial: [...fields.values()].map(({ initial }) => initial),
      queues,
      memory: [...memory].map(([key, value]) => ({ name: key, ...value })),
    });
  }
}

export function declareRegions(
  linker: Linker,
  { spec, locator }: Source<{ regions?: Record<string, Record<string, number>> | undefined }>,
): void {
  for (const [domain, regions] of Object.entries(spec.regions ?? {})) {
    const index = linker.domainIndex(domain, locator, ['regions', domain], 'key');
    for (const [name, bytes] of Object.entries(regions)) {
      linker.unique(linker.symbols.regions.index(name), locator, ['regions', domain, name]);
      linker.symbols.regions.add(name, { name, domain: index, bytes });
    }
  }
}

/** In which order the operating system hands page frames out. */
export function frameOrderOf(linker: Linker, { spec, locator }: Source<Structure>): FrameOrder {
  const frames = spec['page-frames'];
  if (frames === undefined) return DRAWN;
  const { order, lists } = frames;
  if (order === 'buddy' && lists === undefined)
    linker.report(locator.problem(['page-frames', 'lists'], 'how many buddy lists there are'));
  return {
    order,
    lists: lists ?? DRAWN.lists,
    mostUsed: order === 'buddy' || order === 'free-list' ? (frames['used-before'] ?? 0) : 0,
    kept: frames['still-in-use'] ?? 0,
  };
}

export function declarePagers(
  linker: Linker,
  { spec, locator }: Source<{ pagers?: Record<string, PagerSpec> | undefined }>,
): void {
  for (const [name, { colours = 0, order }] of Object.entries(spec.pagers ?? {})) {
    linker.unique(linker.symbols.pagers.index(name), locator, ['pagers', name]);
    linker.symbols.pagers.add(name, { name, colours, inTurn: order === 'colours-in-turn' });
  }
}

export function declareConstants(
  linker: Linker,
  { spec, locator }: Source<{ constants?: Record<string, number> | undefined }>,
): void {
  for (const [name, value] of Object.entries(spec.constants ?? {})) {
    linker.unique(linker.symbols.constants.index(name), locator, ['constants', name]);
    linker.symbols.constants.add(name, value);
  }
}

export function declareCosts(
  linker: Linker,
  { spec, locator }: Source<{ costs?: Record<string, number> | undefined }>,
): void {
  for (const [name, cycles] of Object.entries(spec.costs ?? {})) {
    linker.unique(linker.symbols.costs.index(name), locator, ['costs', name]);
    linker.symbols.costs.add(name, ticksOf(cycles));
  }
}

export function declareFiles(
  linker: Linker,
  { spec, locator }: Source<{ files?: Record<string, { pages: number; resident: boolean }> | undefined }>,
): void {
  for (const [name, file] of Object.entries(spec.files ?? {})) {
    linker.unique(linker.symbols.files.index(name), locator, ['files', name]);
    linker.symbols.files.add(name, { name, ...file });
  }
}
