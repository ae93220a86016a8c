import { cyclesOf } from '../../model/core/clock.ts';
import type { Span, Timeline } from './timeline.ts';

/**
 * Trace events in the JSON of Chrome's tracing, which Perfetto's page reads too: a process for each system, a thread for each thread.
 * Where it says a microsecond, it is a cycle.
 */
export function chromeTrace(timelines: readonly Timeline[]): unknown {
  return {
    displayTimeUnit: 'ns',
    otherData: { unit: 'a microsecond stands for a cycle' },
    traceEvents: timelines.flatMap(({ system, lanes }, process) => {
      const pid = process + 1;
      return [
        { ph: 'M', name: 'process_name', pid, tid: 0, args: { name: system } },
        ...lanes.flatMap(({ name, spans }, lane) => {
          const tid = lane + 1;
          return [
            { ph: 'M', name: 'thread_name', pid, tid, args: { name } },
            { ph: 'M', name: 'thread_sort_index', pid, tid, args: { sort_index: tid } },
            ...spans.map((span) => ({
              ph: 'X',
              name: span.name,
              cat: span.kind,
              pid,
              tid,
              ts: cyclesOf(span.start),
              dur: cyclesOf(span.end) - cyclesOf(span.start),
              args: argumentsOf(span),
            })),
          ];
        }),
      ];
    }),
  };
}

/** What is known of a span beside its name and time. */
export function argumentsOf({ start, end, place, source }: Span): Record<string, string | number> {
  return {
    cycles: cyclesOf(end - start),
    ...(place === undefined ? {} : { place }),
    ...(source === undefined ? {} : { source: `${source.file}:${source.line}` }),
  };
}
