import type { RandomStreams } from '../../core/random.ts';
import { LINE_BYTES, LINES_PER_PAGE, PAGE_BYTES } from '../../hardware/layout.ts';
import { KERNEL_SPACE, SERVER_SPACE } from './address-spaces.ts';
import { addressOf, type MemoryMap } from './memory-map.ts';
import { MODE } from '../program/codes.ts';
import { MAX_KERNEL_DOMAINS, type Program } from '../program/program.ts';

/** The first linear page of the kernel part of the address space, which goes up to 4 GiB. */
const FIRST_WINDOW = 0xc0000;
/** Each domain gets a window of this many pages there. */
const WINDOW_PAGES = (2 ** 20 - FIRST_WINDOW) / MAX_KERNEL_DOMAINS;

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
    referenceLine: new Int32Array(references.length),
    regionAddress: new Float64Array(regions.length),
    windows: new Int32Array(domains.length).fill(-1),
    systemWindow: -1,
    nextLinearPage: new Int32Array(domains.length),
  };
  const privateLine = new Int32Array(functions.length);
  const regionLine = new Int32Array(regions.length);

  const functionsOf = numbersByDomain(functions, domains.length);
  const regionsOf = numbersByDomain(regions, domains.length);
  const dataRegions = new Int32Array(domains.length).fill(-1);
  const windows = domains.filter((domain) => domain.space !== 'user').length;
  map.reserve(windows * frameCount + 1);

  domains.forEach((domain, index) => {
    if (domain.space === 'user') return;
    const space = domain.space === 'server' ? SERVER_SPACE : KERNEL_SPACE;
    const base = FIRST_WINDOW + index * WINDOW_PAGES;
    const gap = (lines: number, spread: number): number =>
      Math.round(lines * (spread - 1) * 2 * gaps.uniform());

    let textLines = 0;
    for (const number of functionsOf[index]) {
      const { segment, lines } = functions[number];
      if (segment >= 0) continue;
      placement.codeLine[number] = textLines + gap(lines, domain.textSpread);
      textLines = placement.codeLine[number] + lines;
    }
    let dataLines = 0;
    for (const number of functionsOf[index]) {
      const { privateLines } = functions[number];
      if (privateLines === 0) continue;
      privateLine[number] = dataLines + gap(privateLines, domain.dataSpread);
      dataLines = privateLine[number] + privateLines;
    }
    for (const number of regionsOf[index]) {
      const region = regions[number];
      const lines = Math.ceil(region.bytes / LINE_BYTES);
      const aligned = region.bytes >= PAGE_BYTES;
      if (aligned) dataLines = Math.ceil(dataLines / LINES_PER_PAGE) * LINES_PER_PAGE;
      regionLine[number] = dataLines + (aligned ? 0 : gap(lines, domain.dataSpread));
      dataLines = regionLine[number] + lines;
    }

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
    for (const number of functionsOf[index]) {
      if (functions[number].segment >= 0) continue;
      privateLine[number] += dataOffset;
      placement.codeRegion[number] = textRegion;
      placement.codeLine[number] += textOffset;
    }
    for (const number of regionsOf[index]) {
      regionLine[number] += dataOffset;
      placement.regionAddress[number] = addressOf(dataRegion, regionLine[number] * LINE_BYTES);
    }
    dataRegions[index] = dataRegion;
  });
  for (let number = 0; number < references.length; number++) {
    const { mode, a, line } = references[number];
    placement.referenceLine[number] = line;
    if (mode === MODE.region) {
      placement.referenceRegion[number] = dataRegions[regions[a].domain];
      placement.referenceLine[number] += regionLine[a];
    } else if (mode === MODE.function) {
      placement.referenceRegion[number] = dataRegions[functions[a].domain];
      placement.referenceLine[number] += privateLine[a];
    }
  }
  placement.systemWindow = placement.windows[program.systemDomain];
  return placement;
}

/** The numbers of functions or regions, by their domain. */
function numbersByDomain(entries: readonly { domain: number }[], domains: number): number[][] {
  const numbers = Array.from({ length: domains }, (): number[] => []);
  entries.forEach(({ domain }, number) => numbers[domain].push(number));
  return numbers;
}
