import type { FrameLayout } from '../../model/hardware/frames.ts';

/** A memory of so many page frames whose first 16 MiB hold kernel images; a quarter of the rest serves the system. */
export const frameLayout = (count: number): FrameLayout => ({
  count,
  imageStart: 256,
  imageEnd: 4096,
  systemShare: 0.25,
});
