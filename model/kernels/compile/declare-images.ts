import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import { NO_PAGER } from '../../hardware/frames.ts';
import type { Linker } from '../assembler/assembly.ts';
import type { Source } from './sources.ts';
import { BACKING } from '../engine/address-spaces.ts';
import type { ImageSpec } from '../files/kernel-file.ts';
import type { CompiledSegment } from '../program/program.ts';

export function declareSegments(
  linker: Linker,
  {
    spec,
  }: Source<{
    images?: Record<string, ImageSpec> | undefined;
    'every-image'?: ImageSpec['segments'] | undefined;
  }>,
): void {
  const names = [
    ...Object.values(spec.images ?? {}).map((image) => image.segments),
    spec['every-image'] ?? {},
  ].flatMap((segments) => Object.keys(segments));
  for (const name of names)
    if (linker.symbols.segments.index(name) === undefined) linker.symbols.segments.add(name, name);
}

export function declareImages(
  linker: Linker,
  { spec, locator }: Source<{ images?: Record<string, ImageSpec> | undefined }>,
): void {
  const structure = linker.sources.structure[0];
  for (const [name, image] of Object.entries(spec.images ?? {})) {
    linker.unique(linker.symbols.images.index(name), locator, ['images', name]);
    const included = (image.includes ?? []).flatMap((other, index) => {
      const at = linker.symbols.images.index(other);
      if (at !== undefined) return linker.symbols.images.list[at].segments;
      linker.report(
        locator.problem(
          ['images', name, 'includes', index],
          `an image declared before (${linker.symbols.images.names.join(', ')})`,
        ),
      );
      return [];
    });
    const own = compileSegments(linker, image.segments, locator, ['images', name, 'segments']);
    for (const [segment] of Object.entries(image.segments)) {
      const other = included.find((entry) => entry.segment === linker.symbols.segments.index(segment));
      linker.unique(other?.segment, locator, ['images', name, 'segments', segment]);
    }
    const every =
      included.length > 0
        ? []
        : compileSegments(linker, structure.spec['every-image'] ?? {}, structure.locator, ['every-image']);
    const pager = image.pager === undefined ? NO_PAGER : linker.symbols.pagers.index(image.pager);
    if (pager === undefined)
      linker.report(
        locator.problem(
          ['images', name, 'pager'],
          `a pager (${linker.symbols.pagers.names.join(', ') || 'there is none'})`,
        ),
      );
    linker.symbols.images.add(name, {
      name,
      segments: [...included, ...own, ...every].map((segment) => ({ ...segment, pager: pager ?? NO_PAGER })),
    });
  }
}

function compileSegments(
  linker: Linker,
  segments: ImageSpec['segments'],
  locator: Locator,
  at: KeyPath,
): CompiledSegment[] {
  return Object.entries(segments).map(([name, segment]) => {
    const file = segment.file === undefined ? -1 : (linker.symbols.files.index(segment.file) ?? -1);
    if (file < 0 && (segment.backing !== 'zero' || segment.file !== undefined)) {
      linker.report(
        locator.problem([...at, name, 'file'], `a file (${linker.symbols.files.names.join(', ')})`),
      );
    }
    const size = linker.symbols.files.list[file]?.pages ?? Infinity;
    if (segment.pages > size)
      linker.report(locator.problem([...at, name, 'pages'], `at most the ${size} pages of the file`));
    const { pages, resident = pages } = segment;
    if (resident > pages)
      linker.report(locator.problem([...at, name, 'resident'], `at most the ${pages} pages of the segment`));
    return {
      segment: linker.symbols.segments.index(name) as number,
      pages,
      backing:
        segment.backing === 'file'
          ? BACKING.file
          : segment.backing === 'zero'
            ? BACKING.zero
            : BACKING.privateFile,
      file,
      at: segment.at,
      resident,
      pager: NO_PAGER,
    };
  });
}
