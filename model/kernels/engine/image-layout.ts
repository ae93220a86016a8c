import type { ImageLayout } from './address-spaces.ts';
import { USER_BASES } from './memory-map.ts';
import type { Program } from '../program/program.ts';

/** Gives each segment its linear page: program, libraries and stack areas fill upwards in order. */
export function layOut(segments: Program['images'][number]['segments'], segmentCount: number): ImageLayout {
  const next: Record<string, number> = { ...USER_BASES };
  const layout: (ImageLayout[number] | undefined)[] = new Array<undefined>(segmentCount).fill(undefined);
  for (const segment of segments) {
    layout[segment.segment] = {
      pages: segment.pages,
      backing: segment.backing,
      file: segment.file,
      linearPage: next[segment.at],
      resident: segment.resident,
      pager: segment.pager,
    };
    next[segment.at] += segment.pages;
  }
  return layout;
}
