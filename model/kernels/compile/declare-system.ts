import { ticksOf } from '../../core/clock.ts';
import { DRAWN, type FrameOrder } from '../../hardware/frame-order.ts';
import type { Assembly } from '../assembler/assembly.ts';
import type { Source } from './sources.ts';
import type { PagerSpec } from '../files/sections.ts';
import type { Structure } from '../files/structure-file.ts';
import { MAX_KERNEL_DOMAINS } from '../program/program.ts';

export function declareDomains(assembly: Assembly, source: Source<Structure>): void {
  const { domains = {} } = source.spec;
  const kernelDomain = ([, { space }]: [string, { space: string }], index: number): boolean =>
    space !== 'user' && index >= MAX_KERNEL_DOMAINS;
  const [excess] = Object.entries(domains).find(kernelDomain) ?? [];
  if (excess !== undefined)
    assembly.report(
      source.locator.problem(
        ['domains', excess],
        `at most ${MAX_KERNEL_DOMAINS} domains, the user's last`,
        JSON.stringify(excess),
        'key',
      ),
    );
  const system = assembly.systemDomain;
  if (domains[system]?.space === 'user')
    assembly.report(source.locator.problem(['domains', system, 'space'], 'kernel, small or server'));
  for (const [name, domain] of Object.entries(domains)) {
    const place = assembly.symbols.placeOf(domain.place ?? name);
    assembly.symbols.domains.add(name, {
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
    if (assembly.symbols.domains.index(needed) === undefined) {
      assembly.report(
        source.locator.problem(
          ['domains'],
          `a domain ${needed}`,
          `the domains ${Object.keys(domains).join(', ')}`,
        ),
      );
      assembly.symbols.domains.add(needed, {
        name: needed,
        place: assembly.symbols.placeOf(needed),
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

export function declareRegions(
  assembly: Assembly,
  { spec, locator }: Source<{ regions?: Record<string, Record<string, number>> | undefined }>,
): void {
  for (const [domain, regions] of Object.entries(spec.regions ?? {})) {
    const index = assembly.domainIndex(domain, locator, ['regions', domain], 'key');
    for (const [name, bytes] of Object.entries(regions)) {
      assembly.unique(assembly.symbols.regions.index(name), locator, ['regions', domain, name]);
      assembly.symbols.regions.add(name, { name, domain: index, bytes });
    }
  }
}

/** In which order the operating system hands page frames out. */
export function frameOrderOf(assembly: Assembly, { spec, locator }: Source<Structure>): FrameOrder {
  const frames = spec['page-frames'];
  if (frames === undefined) return DRAWN;
  const { order, lists } = frames;
  if (order === 'buddy' && lists === undefined)
    assembly.report(locator.problem(['page-frames', 'lists'], 'how many buddy lists there are'));
  return {
    order,
    lists: lists ?? DRAWN.lists,
    mostUsed: order === 'buddy' || order === 'free-list' ? (frames['used-before'] ?? 0) : 0,
    kept: frames['still-in-use'] ?? 0,
  };
}

export function declarePagers(
  assembly: Assembly,
  { spec, locator }: Source<{ pagers?: Record<string, PagerSpec> | undefined }>,
): void {
  for (const [name, { colours = 0, order }] of Object.entries(spec.pagers ?? {})) {
    assembly.unique(assembly.symbols.pagers.index(name), locator, ['pagers', name]);
    assembly.symbols.pagers.add(name, { name, colours, inTurn: order === 'colours-in-turn' });
  }
}

export function declareConstants(
  assembly: Assembly,
  { spec, locator }: Source<{ constants?: Record<string, number> | undefined }>,
): void {
  for (const [name, value] of Object.entries(spec.constants ?? {})) {
    assembly.unique(assembly.symbols.constants.index(name), locator, ['constants', name]);
    assembly.symbols.constants.add(name, value);
  }
}

export function declareCosts(
  assembly: Assembly,
  { spec, locator }: Source<{ costs?: Record<string, number> | undefined }>,
): void {
  for (const [name, cycles] of Object.entries(spec.costs ?? {})) {
    assembly.unique(assembly.symbols.costs.index(name), locator, ['costs', name]);
    assembly.symbols.costs.add(name, ticksOf(cycles));
  }
}

export function declareFiles(
  assembly: Assembly,
  { spec, locator }: Source<{ files?: Record<string, { pages: number; resident: boolean }> | undefined }>,
): void {
  for (const [name, file] of Object.entries(spec.files ?? {})) {
    assembly.unique(assembly.symbols.files.index(name), locator, ['files', name]);
    assembly.symbols.files.add(name, { name, ...file });
  }
}
