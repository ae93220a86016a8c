/** One of several parts of a sweep, counted from 1. */
export interface Shard {
  part: number;
  of: number;
}

/** The items of a part: parts hold items that stand together, as many as the others or one more. */
export function partOf<Item>(items: readonly Item[], { part, of }: Shard): Item[] {
  const boundary = (number: number): number => Math.floor((items.length * number) / of);
  return items.slice(boundary(part - 1), boundary(part));
}
