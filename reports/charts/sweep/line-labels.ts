/** A place in a panel, in pixels from its lower left corner. */
export interface Pixel {
  x: number;
  y: number;
}

type Path = readonly Pixel[];

/** Lines with one text for all of them, such as those along which a figure has one value. */
interface Unlabelled {
  text: string;
  paths: readonly Path[];
}

/** The same with a gap for the text, which is left out where there is no room for it. */
interface Labelled {
  paths: Path[];
  label: { text: string; at: Pixel } | undefined;
}

/** Font size of labels, and the room that one takes. */
export const LABEL_SIZE = 11;
const LETTER = 7.4;
const MARGIN = 5;
const HALF_HEIGHT = 8;

/** Places along a line at which a label is tried, in this order. */
const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];

/**
 * Breaks lines to set labels into them: on the longest of each level, inside of the panel, clear of one another and, where that is possible, of
 * all other lines.
 */
export function labelLines(all: readonly Unlabelled[], side: number): Labelled[] {
  const boxes: Box[] = [];
  return all.map(({ text, paths }, own) => {
    const [longest] = [...paths].sort((left, right) => lengthOf(right) - lengthOf(left));
    if (longest === undefined) return { paths: [], label: undefined };
    const others = all.flatMap((lines, index) => (index === own ? [] : lines.paths));
    const possible = SHARES.map((share) => boxAround(alongOf(longest, share), text)).filter(
      (box) =>
        box.left >= 0 &&
        box.right <= side &&
        box.bottom >= 0 &&
        box.top <= side &&
        !boxes.some((other) => overlap(box, other)),
    );
    const box = possible.find((one) => !others.some((path) => isCrossed(one, path))) ?? possible.at(0);
    if (box === undefined) return { paths: [...paths], label: undefined };
    boxes.push(box);
    const at = { x: (box.left + box.right) / 2, y: (box.bottom + box.top) / 2 };
    return { paths: paths.flatMap((path) => outsideOf(path, box)), label: { text, at } };
  });
}

/** Whether a line goes through a box. */
const isCrossed = (box: Box, path: Path): boolean =>
  path.slice(1).some((pixel, index) => insideOf(path[index], pixel, box) !== undefined);

interface Box {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

function boxAround({ x, y }: Pixel, text: string): Box {
  const half = (text.length * LETTER) / 2 + MARGIN;
  return { left: x - half, right: x + half, bottom: y - HALF_HEIGHT, top: y + HALF_HEIGHT };
}

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.bottom < other.top && other.bottom < one.top;

const distance = (from: Pixel, to: Pixel): number => Math.hypot(to.x - from.x, to.y - from.y);

const lengthOf = (path: Path): number =>
  path.slice(1).reduce((sum, pixel, index) => sum + distance(path[index], pixel), 0);

/** The place after a share of a line's length. */
function alongOf(path: Path, share: number): Pixel {
  let left = share * lengthOf(path);
  for (let index = 1; index < path.length; index++) {
    const [from, to] = [path[index - 1], path[index]];
    const step = distance(from, to);
    if (step >= left && step > 0) return mixed(from, to, left / step);
    left -= step;
  }
  return path[path.length - 1];
}

const mixed = (from: Pixel, to: Pixel, share: number): Pixel => ({
  x: from.x + share * (to.x - from.x),
  y: from.y + share * (to.y - from.y),
});

/** The parts of a line outside of a box. */
function outsideOf(path: Path, box: Box): Path[] {
  const parts: Pixel[][] = [[path[0]]];
  for (let index = 1; index < path.length; index++) {
    const [from, to] = [path[index - 1], path[index]];
    const inside = insideOf(from, to, box);
    if (inside === undefined) (parts.at(-1) as Pixel[]).push(to);
    else {
      (parts.at(-1) as Pixel[]).push(mixed(from, to, inside[0]));
      parts.push([mixed(from, to, inside[1]), to]);
    }
  }
  return parts.filter((part) => lengthOf(part) > 0);
}

/** The shares of a straight line between which it is in a box. */
function insideOf(from: Pixel, to: Pixel, box: Box): [number, number] | undefined {
  let [first, last] = [0, 1];
  for (const [start, end, low, high] of [
    [from.x, to.x, box.left, box.right],
    [from.y, to.y, box.bottom, box.top],
  ]) {
    if (start === end) {
      if (start < low || start > high) return undefined;
      continue;
    }
    const [enter, leave] = [(low - start) / (end - start), (high - start) / (end - start)].sort(
      (left, right) => left - right,
    );
    first = Math.max(first, enter);
    last = Math.min(last, leave);
  }
  return first < last ? [first, last] : undefined;
}
