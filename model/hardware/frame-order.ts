import type { RandomStream } from '../core/random.ts';
import { BuddyLists } from './buddy-lists.ts';
import { FrameList } from './frame-list.ts';
import type { FramePool } from './frame-pool.ts';

export const FRAME_ORDERS = ['drawn', 'in-order', 'buddy', 'free-list'] as const;

/** In which order an operating system hands page frames out. */
export interface FrameOrder {
  order: (typeof FRAME_ORDERS)[number];
  /** Number of buddy lists: one each for blocks of 1, 2, 4 and so on frames. */
  lists: number;
  /** Greatest share of the memory that was used before the run: each boot draws its own, up to this. */
  mostUsed: number;
  /** Share of the used frames that is still in use. */
  kept: number;
}

/** All frames in an order that is drawn. */
export const DRAWN: FrameOrder = { order: 'drawn', lists: 1, mostUsed: 0, kept: 0 };

/**
 * A pool of the frames from `first` to before `end`.
 * @param used share of the memory that was used before
 */
export function poolOf(
  { order, lists, kept }: FrameOrder,
  first: number,
  end: number,
  used: number,
  draw: RandomStream,
): FramePool {
  switch (order) {
    case 'buddy':
      return new BuddyLists(first, end, lists, { used, kept }, draw);
    case 'free-list':
      return new FrameList(range(first, end), { used, kept }, draw);
    case 'in-order':
      return new FrameList(range(first, end), { used: 0, kept: 0 }, draw);
    case 'drawn':
      return new FrameList(range(first, end), { used: 1, kept: 0 }, draw);
  }
}

function range(first: number, end: number): Int32Array {
  const numbers = new Int32Array(end - first);
  for (let index = 0; index < numbers.length; index++) numbers[index] = first + index;
  return numbers;
}
