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
  if (width < 2 || height < 2) return [];
  const { coordinates } = contours()
    .size([width, height])
    .contour([...values], level);
  const isInside = ([left, top]: readonly number[]): boolean =>
    left >= 0 && left <= width - 1 && top >= 0 && top <= height - 1;
  /** Whether a figure is known at all corners of the cell that a place lies in. */
  const isKnown = ([left, top]: readonly number[]): boolean => {
    const [column, row] = [Math.min(Math.floor(left), width - 2), Math.min(Math.floor(top), height - 2)];
    return [row, row + 1].every((line) =>
      [column, column + 1].every((at) => !Number.isNaN(values[line * width + at])),
    );
  };
  /** A ring around an area is closed along the edge of the grid and around points without a value, where no line is. */
  const isDrawn = (from: readonly number[], to: readonly number[]): boolean =>
    isInside(from) && isInside(to) && isKnown(from.map((place, axis) => (place + to[axis]) / 2));
  return coordinates
    .flat()
    .map((ring) => ring.map((point) => point.map((place) => place - MIDDLE)))
    .flatMap((ring) => openLines(ring, isDrawn))
    .map((line) => line.map(([left, top]) => ({ x: valueOn(x, left), y: valueOn(y, top) })));
}

type Point = readonly number[];

/** The parts of a ring that are drawn. */
function openLines(ring: readonly Point[], isDrawn: (from: Point, to: Point) => boolean): Point[][] {
  const steps = ring
    .slice(1)
    .map((to, index) => ({ from: ring[index], to, drawn: isDrawn(ring[index], to) }));
  if (steps.every(({ drawn }) => drawn)) return [[...ring]];
  // Starting where nothing is drawn keeps a line in one piece that goes over the ring's first point.
  const start = steps.findIndex(({ drawn }) => !drawn);
  const lines: Point[][] = [[]];
  for (const { from, to, drawn } of [...steps.slice(start), ...steps.slice(0, start)]) {
    const line = lines[lines.length - 1];
    if (!drawn) lines.push([]);
    else if (line.length === 0) line.push(from, to);
    else line.push(to);
  }
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
  if (least >= 0) {
    const levels = roundValues(Math.max(least, most / MAX_RATIO), most);
    if (levels.length >= fewest) return levels;
  }
  const wanted = (most - least) / (fewest + 1);
  const step = roundValues(wanted / 10, wanted * 2).findLast((size) => size <= wanted) as number;
  const first = Math.floor(least / step) + 1;
  const count = Math.max(0, Math.ceil(most / step) - first);
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(DIGITS)));
}

/** Of the greatest level to the least. */
const MAX_RATIO = 1000;
/** Digits of a level: the noise of a product is cut off. */
const DIGITS = 10;

/** Values of one digit, 1, 2 or 5, between two positive ones. */
export function roundValues(from: number, to: number): number[] {
  const first = Math.floor(Math.log10(from));
  const powers = Array.from({ length: Math.ceil(Math.log10(to)) - first + 1 }, (_, index) => first + index);
  return powers
    .flatMap((power) => ROUND.map((factor) => Number((factor * 10 ** power).toPrecision(1))))
    .filter((value) => value > from && value < to);
}
