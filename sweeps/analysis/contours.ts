import { contours } from 'd3-contour';
import { between, type Scale } from './scale.ts';

/** An axis of a grid: the values of a parameter, from the least up. */
export interface GridAxis {
  values: readonly number[];
  scale: Scale;
}

/** A line along which a figure has the same value, open at the edges of the grid. */
export type ContourLine = readonly { x: number; y: number }[];

/** Lattice points lie in the middle of the cells that d3-contour thinks of. */
const MIDDLE = 0.5;

/**
 * Lines of equal value over a grid, by marching squares; between the points of the grid the figure is taken as straight on the scales of the axes.
 *
 * @param values by row: `values[j * x.values.length + i]` belongs to `x.values[i]` and `y.values[j]`; NaN where there is none, and lines end there
 */
export function contourLines(
  values: readonly number[],
  x: GridAxis,
  y: GridAxis,
  level: number,
): ContourLine[] {
  const [width, height] = [x.values.length, y.values.length];
  const { coordinates } = contours()
    .size([width, height])
    .contour([...values], level);
  const isInside = ([left, top]: number[]): boolean =>
    left >= 0 && left <= width - 1 && top >= 0 && top <= height - 1 && isKnown(left, top);
  const isKnown = (left: number, top: number): boolean =>
    [Math.floor(left), Math.ceil(left)].every((column) =>
      [Math.floor(top), Math.ceil(top)].every((row) => !Number.isNaN(values[row * width + column])),
    );
  return coordinates
    .flat()
    .flatMap((ring) =>
      openLines(
        ring.map((point) => point.map((place) => place - MIDDLE)),
        isInside,
      ),
    )
    .map((line) => line.map(([left, top]) => ({ x: valueOn(x, left), y: valueOn(y, top) })));
}

/** The parts of a ring whose points are all inside: a ring around an area is closed along the edge of the grid, where no line is. */
function openLines(ring: readonly number[][], isInside: (point: number[]) => boolean): number[][][] {
  const inside = ring.map(isInside);
  if (inside.every(Boolean)) return [[...ring]];
  // The last point of a ring is its first again; starting outside keeps a line that goes over this point in one piece.
  const start = inside.indexOf(false);
  const turned = [...ring.slice(start), ...ring.slice(1, start + 1)];
  const lines: number[][][] = [[]];
  for (const point of turned)
    if (isInside(point)) (lines.at(-1) as number[][]).push(point);
    else lines.push([]);
  return lines.filter(({ length }) => length > 1);
}

function valueOn({ values, scale }: GridAxis, place: number): number {
  const before = Math.min(Math.floor(place), values.length - 1);
  return between(values[before], values[Math.min(before + 1, values.length - 1)], place - before, scale);
}

/** Factors of round values within a power of ten. */
const ROUND = [1, 2, 5];

/** Round values within the range of some others: 1, 2 and 5 times powers of ten, or even steps where these are few. */
export function contourLevels(values: readonly number[], fewest = 4): number[] {
  const known = values.filter((value) => Number.isFinite(value));
  const [least, most] = known.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
  if (!(least < most)) return [];
  const powers = Array.from({ length: 40 }, (_, index) => 10 ** (index - 20));
  const within = powers
    .flatMap((power) => ROUND.map((factor) => Number((factor * power).toPrecision(1))))
    .filter((level) => level > Math.max(least, most / 1000) && level < most);
  if (within.length >= fewest && least >= 0) return within;
  const wanted = (most - least) / (fewest + 1);
  const step = powers
    .flatMap((power) => ROUND.map((factor) => factor * power))
    .filter((size) => size <= wanted)
    .at(-1) as number;
  const first = Math.floor(least / step) + 1;
  const count = Math.max(0, Math.ceil(most / step) - first);
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(10)));
}
