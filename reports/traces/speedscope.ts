import { cyclesOf } from '../../model/core/clock.ts';
import { walk, type Span, type Timeline } from './timeline.ts';

interface Frame {
  name: string;
  file?: string;
  line?: number;
}

interface Event {
  type: 'O' | 'C';
  at: number;
  frame: number;
}

/** A file for speedscope: a profile for each thread of each system, in cycles. */
export function speedscopeFile(name: string, exporter: string, timelines: readonly Timeline[]): unknown {
  const frames: Frame[] = [];
  const numbers = new Map<string, number>();
  const frameOf = ({ kind, name: what, place, source }: Span): number => {
    const label = kind === 'cause' ? `[${place ?? ''}] ${what}` : what;
    const key = `${label} ${source?.file ?? ''}:${source?.line ?? ''}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = frames.push({ name: label, ...source }) - 1;
      numbers.set(key, number);
    }
    return number;
  };
  const profiles = timelines.flatMap(({ system, length, lanes }) =>
    lanes.map((lane) => {
      const events: Event[] = [];
      walk(
        lane.spans,
        (span) => events.push({ type: 'O', at: cyclesOf(span.start), frame: frameOf(span) }),
        (span) => events.push({ type: 'C', at: cyclesOf(span.end), frame: frameOf(span) }),
      );
      return {
        type: 'evented',
        name: `${system}: ${lane.name}`,
        unit: 'none',
        startValue: 0,
        endValue: cyclesOf(length),
        events,
      };
    }),
  );
  return {
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    name,
    exporter,
    activeProfileIndex: 0,
    shared: { frames },
    profiles,
  };
}
