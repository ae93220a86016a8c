import type { Locator } from '../../document/check.ts';
import type { KeyPath } from '../../document/document.ts';
import { NO_PAGER } from '../../hardware/frames.ts';
import type { Assembly } from '../assembler/assembly.ts';
import type { Source } from './sources.ts';
import type { ImageSpec } from '../files/sections.ts';
import type { Structure } from '../files/structure-file.ts';
import { BACKING, type CompiledSegment } from '../program/program.ts';

export function declareSegments(
  assembly: Assembly,
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
    if (assembly.symbols.segments.index(name) === undefined) assembly.symbols.segments.add(name, name);
}

export function declareImages(
  assembly: Assembly,
  { spec, locator }: Source<{ images?: Record<string, ImageSpec> | undefined }>,
  structure: Source<Structure>,
): void {
  for (const [name, image] of Object.entries(spec.images ?? {})) {
    assembly.unique(assembly.symbols.images.index(name), locator, ['images', name]);
    const included = (image.includes ?? []).flatMap((other, index) => {
      const at = assembly.symbols.images.index(other);
      if (at !== undefined) return assembly.symbols.images.list[at].segments;
      assembly.report(
        locator.problem(
          ['images', name, 'includes', index],
          `an image declared before (${assembly.symbols.images.names.join(', ')})`,
        ),
      );
      return [];
    });
    const own = compileSegments(assembly, image.segments, locator, ['images', name, 'segments']);
    for (const [segment] of Object.entries(image.segments)) {
      const other = included.find((entry) => entry.segment === assembly.symbols.segments.index(segment));
      assembly.unique(other?.segment, locator, ['images', name, 'segments', segment]);
    }
    const every =
      included.length > 0
        ? []
        : compileSegments(assembly, structure.spec['every-image'] ?? {}, structure.locator, ['every-image']);
    const pager = image.pager === undefined ? NO_PAGER : assembly.symbols.pagers.index(image.pager);
    if (pager === undefined)
      assembly.report(
        locator.problem(
          ['images', name, 'pager'],
          `a pager (${assembly.symbols.pagers.names.join(', ') || 'there is none'})`,
        ),
      );
    assembly.symbols.images.add(name, {
      name,
      segments: [...included, ...own, ...every].map((segment) => ({ ...segment, pager: pager ?? NO_PAGER })),
    });
  }
}

function compileSegments(
  assembly: Assembly,
  segments: ImageSpec['segments'],
  locator: Locator,
  at: KeyPath,
): CompiledSegment[] {
  return Object.entries(segments).map(([name, segment]) => {
    const file = segment.file === undefined ? -1 : (assembly.symbols.files.index(segment.file) ?? -1);
    if (file < 0 && (segment.backing !== 'zero' || segment.file !== undefined)) {
      assembly.report(
        locator.problem([...at, name, 'file'], `a file (${assembly.symbols.files.names.join(', ')})`),
      );
    }
    const size = assembly.symbols.files.list[file]?.pages ?? Infinity;
    if (segment.pages > size)
      assembly.report(locator.problem([...at, name, 'pages'], `at most the ${size} pages of the file`));
    const { pages, resident = pages } = segment;
    if (resident > pages)
      assembly.report(
        locator.problem([...at, name, 'resident'], `at most the ${pages} pages of the segment`),
      );
    return {
      segment: assembly.symbols.segments.index(name) as number,
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
