/** Widths of a column: the one it wants, and the least. */
export interface Width {
  natural: number;
  least: number;
}

/** Takes characters from the widest of some columns, one by one, until all fit or none can give more. */
export function narrowed(widths: readonly Width[], room: number): number[] {
  const sizes = widths.map(({ natural }) => natural);
  let excess = sizes.reduce((sum, size) => sum + size, 0) - room;
  while (excess > 0) {
    const giving = [...sizes.keys()].filter((index) => sizes[index] > widths[index].least);
    if (giving.length === 0) break;
    const widest = giving.reduce((most, index) => (sizes[index] > sizes[most] ? index : most));
    sizes[widest]--;
    excess--;
  }
  return sizes;
}
