/** Values over a grid of points, the last axis fastest; between points they are interpolated, axis by axis. */
export class Grid {
  readonly axes: readonly (readonly number[])[];

  constructor(axes: readonly (readonly number[])[]) {
    this.axes = axes;
  }

  /** All points, in the order in which values stand. */
  get points(): number[][] {
    return product(this.axes);
  }

  /** The points of a finer grid with n steps between two points of this one. */
  finer(steps: number): Grid {
    return new Grid(
      this.axes.map((axis) =>
        axis.flatMap((from, index) => {
          const to = axis[index + 1] as number | undefined;
          if (to === undefined) return [from];
          return Array.from({ length: steps }, (_, step) => from + ((to - from) * step) / steps);
        }),
      ),
    );
  }

  /** By point: half the distance to its neighbours along each axis, multiplied: how much of the space it stands for. */
  get volumes(): number[] {
    const widths = this.axes.map((axis) =>
      axis.map((value, index) => ((axis[index + 1] ?? value) - (axis[index - 1] ?? value)) / 2),
    );
    return product(widths).map((sides) => sides.reduce((volume, side) => volume * side, 1));
  }

  /** What the points of the cell around a place contribute to it: their numbers and shares. */
  weightsAt(place: readonly number[]): [point: number, share: number][] {
    let weights: [number, number][] = [[0, 1]];
    this.axes.forEach((axis, dimension) => {
      const above = Math.max(
        1,
        axis.findIndex((value) => value >= place[dimension]),
      );
      const share = (place[dimension] - axis[above - 1]) / (axis[above] - axis[above - 1]);
      weights = weights.flatMap(([point, weight]): [number, number][] => [
        [point * axis.length + above - 1, weight * (1 - share)],
        [point * axis.length + above, weight * share],
      ]);
    });
    return weights.filter(([, share]) => share !== 0);
  }
}

function product(axes: readonly (readonly number[])[]): number[][] {
  return axes.reduce<number[][]>(
    (points, axis) => points.flatMap((point) => axis.map((value) => [...point, value])),
    [[]],
  );
}
