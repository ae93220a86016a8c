import type { RandomStreams } from '../../core/random.ts';
import { LINE_BYTES, LINES_PER_PAGE, PAGE_BYTES } from '../../hardware/layout.ts';
import { KERNEL_SPACE, SERVER_SPACE } from './address-spaces.ts';
import { addressOf, type MemoryMap } from './memory-map.ts';
import { MODE, type Program } from '../compile/program.ts';

/** Linear pages: each domain of the kernel part of the address space gets a window of this many pages. */
const WINDOW_PAGES = 0x8000;
const FIRST_WINDOW = 0xc0000;
/** Windows of that size up to 4 GiB. */
export const MAX_KERNEL_DOMAINS = (2 ** 20 - FIRST_WINDOW) / WINDOW_PAGES;

/** Where the functions, regions and references of a program lie in the memory of one simulation. */
export interface Placement {
  /** By function: region and first line of its code. */
  codeRegion: Int32Array;
  codeLine: Int32Array;
  /** By reference: static region (or -1) and first line. */
  referenceRegion: Int32Array;
  referenceLine: Int32Array;
  /** By region of the program: its address. */
  regionAddress: Float64Array;
  /** By domain: the region through which it sees physical memory, frame by frame; -1 for none. */
  windows: Int32Array;
  /** The window through which the operating system sees physical memory. */
  systemWindow: number;
  /** By domain: next free linear page for memory that is made at run time. */
  nextLinearPage: Int32Array;
}

/**
 * Lays code and data out. Functions stand in order of declaration with gaps between them, and private data with
 * wider gaps, as far apart as the traces show them: the gaps are drawn from the stream `placement`, and decide which lines
 * conflict in the caches.
 */
export function place(
  program: Program,
  map: MemoryMap,
  frameCount: number,
  random: RandomStreams,
): Placement {
  const { domains, functions, references, regions } = program;
  const gaps = random.stream('placement');
  const placement: Placement = {
    codeRegion: new Int32Array(functions.length).fill(-1),
    codeLine: new Int32Array(functions.length),
    referenceRegion: new Int32Array(references.length).fill(-1),
    referenceLine: Int32Array.from(references, (reference) => reference.line),
    regionAddress: new Float64Array(regions.length),
    windows: new Int32Array(domains.length).fill(-1),
    systemWindow: -1,
    nextLinearPage: new Int32Array(domains.length),
  };
  const privateRegion = new Int32Array(functions.length);
  const privateLine = new Int32Array(functions.length);
  const regionLine = new Int32Array(regions.length);

  domains.forEach((domain, index) => {
    if (domain.space === 'user') return;
    const space = domain.space === 'server' ? SERVER_SPACE : KERNEL_SPACE;
    const base = FIRST_WINDOW + index * WINDOW_PAGES;
    const gap = (lines: number, spread: number): number =>
      Math.round(lines * (spread - 1) * 2 * gaps.uniform());

    let textLines = 0;
    functions.forEach((fn, number) => {
      if (fn.domain !== index || fn.segment >= 0) return;
      placement.codeLine[number] = textLines + gap(fn.lines, domain.textSpread);
      textLines = placement.codeLine[number] + fn.lines;
    });
    let dataLines = 0;
    functions.forEach((fn, number) => {
      if (fn.domain !== index || fn.privateLines === 0) return;
      privateLine[number] = dataLines + gap(fn.privateLines, domain.dataSpread);
      dataLines = privateLine[number] + fn.privateLines;
    });
    regions.forEach((region, number) => {
      if (region.domain !== index) return;
      const lines = Math.ceil(region.bytes / LINE_BYTES);
      const aligned = region.bytes >= PAGE_BYTES;
      if (aligned) dataLines = Math.ceil(dataLines / LINES_PER_PAGE) * LINES_PER_PAGE;
      regionLine[number] = dataLines + (aligned ? 0 : gap(lines, domain.dataSpread));
      dataLines = regionLine[number] + lines;
    });

    const textPages = Math.max(1, Math.ceil(textLines / LINES_PER_PAGE));
    const dataPages = Math.max(1, Math.ceil(dataLines / LINES_PER_PAGE));
    let textRegion: number;
    let dataRegion: number;
    let textOffset = 0;
    let dataOffset = 0;
    if (domain.contiguous) {
      const window = map.createWindow(space, base, frameCount, domain.large);
      placement.windows[index] = window;
      textRegion = dataRegion = window;
      textOffset = map.frames.allocateContiguous(textPages) * LINES_PER_PAGE;
      dataOffset = map.frames.allocateContiguous(dataPages) * LINES_PER_PAGE;
      placement.nextLinearPage[index] = base + WINDOW_PAGES / 2;
    } else {
      textRegion = map.create(space, base, textPages);
      dataRegion = map.create(space, base + textPages, dataPages);
      placement.nextLinearPage[index] = base + textPages + dataPages;
      placement.windows[index] = map.createWindow(space, base + WINDOW_PAGES / 2, frameCount, false);
    }
    functions.forEach((fn, number) => {
      if (fn.domain !== index || fn.segment >= 0) return;
      placement.codeRegion[number] = textRegion;
      placement.codeLine[number] += textOffset;
      privateRegion[number] = dataRegion;
      privateLine[number] += dataOffset;
    });
    regions.forEach((region, number) => {
      if (region.domain !== index) return;
      placement.regionAddress[number] = addressOf(dataRegion, (regionLine[number] + dataOffset) * LINE_BYTES);
    });
    references.forEach((reference, number) => {
      if (reference.mode === MODE.region && regions[reference.a].domain === index) {
        placement.referenceRegion[number] = dataRegion;
        placement.referenceLine[number] += regionLine[reference.a] + dataOffset;
      } else if (reference.mode === MODE.function && functions[reference.a].domain === index) {
        placement.referenceRegion[number] = dataRegion;
        placement.referenceLine[number] += privateLine[reference.a];
      }
    });
  });
  placement.systemWindow = placement.windows[program.systemDomain];
  return placement;
}
