import type { Slice, Window } from '../../model/trace/trace.ts';

/** Fails where slices overlap without nesting or leave their parents, charges do not fill a step, or time is not covered. */
export function checkWindow({ start, end, tracks }: Window): void {
  let covered = 0;
  for (const { name, slices } of tracks) {
    const around: Slice[] = [];
    /** By depth: where the last slice ended. */
    const ends: number[] = [];
    for (const slice of slices) {
      const holds = (condition: boolean, what: string): void => {
        if (!condition) throw new Error(`${what}: ${slice.activity.name} at ${slice.start} on ${name}`);
      };
      around.length = Math.min(around.length, slice.depth);
      holds(around.length === slice.depth, 'a depth is left out');
      const parent = around.at(-1);
      holds(slice.start >= Math.max(parent?.start ?? start, ends[slice.depth] ?? start), 'begins too early');
      holds(slice.end > slice.start && slice.end <= (parent?.end ?? end), 'ends too late');
      ends.length = slice.depth + 1;
      ends[slice.depth] = slice.end;
      around.push(slice);
      if (slice.depth === 0) covered += slice.end - slice.start;
      const charged = [...slice.charges.values()].reduce((sum, ticks) => sum + ticks, 0);
      holds(charged === (slice.activity.kind === 'step' ? slice.end - slice.start : 0), 'wrong charges');
    }
  }
  if (covered !== end - start) throw new Error(`${covered} ticks are covered of ${end - start}`);
}
