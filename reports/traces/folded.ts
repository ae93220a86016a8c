import type { Span, Timeline } from './timeline.ts';

/**
 * Folded stacks, as flamegraph.pl and others read them: `thread;path;step;place cause ticks`, a line for each stack. Only whole
 * numbers are allowed there, so the numbers are ticks, of which a cycle has 1024.
 */
export function foldedStacks(timelines: readonly Timeline[]): string {
  const ticks = new Map<string, number>();
  for (const { system, lanes } of timelines)
    for (const { name, spans } of lanes) {
      const root = [...(timelines.length > 1 ? [system] : []), name].map(frame);
      const stack: string[] = [];
      for (const span of spans) {
        stack.length = span.depth;
        stack.push(frame(labelOf(span)));
        if (span.kind !== 'cause') continue;
        const key = [...root, ...stack].join(';');
        ticks.set(key, (ticks.get(key) ?? 0) + span.end - span.start);
      }
    }
  return [...ticks].map(([stack, count]) => `${stack} ${count}\n`).join('');
}

const labelOf = ({ kind, name, place }: Span): string =>
  kind === 'cause' ? `[${place ?? ''}] ${name}` : name;

/** A semicolon would end the frame. */
const frame = (name: string): string => name.replaceAll(';', ',');
