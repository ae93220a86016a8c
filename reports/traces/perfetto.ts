import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { TICKS_PER_CYCLE } from '../../model/core/clock.ts';
import { argumentsOf } from './chrome-trace.ts';
import { walk, type Lane, type Timeline } from './timeline.ts';

/**
 * Numbers of the fields that are written here, as in protos/perfetto/trace of Perfetto. Generated code would be the whole schema of some
 * thousands of lines for the twenty fields of which a trace of slices is made.
 */
const TRACE = { packet: 1 } as const;
const PACKET = { timestamp: 8, sequence: 10, trackEvent: 11, trackDescriptor: 60 } as const;
const TRACK = { uuid: 1, name: 2, process: 3, thread: 4, parent: 5 } as const;
const PROCESS = { pid: 1, name: 6 } as const;
const THREAD = { pid: 1, tid: 2, name: 5 } as const;
const EVENT = { annotation: 4, type: 9, track: 11, category: 22, name: 23, source: 33 } as const;
const EVENT_TYPE = { begin: 1, end: 2 } as const;
const ANNOTATION = { double: 5, text: 6, name: 10 } as const;
const SOURCE = { file: 2, line: 4 } as const;

const { Varint: NUMBER, Bit64: DOUBLE, LengthDelimited: BYTES } = WireType;

/** All packets come from one writer. */
const SEQUENCE = 1;
/** The viewer's clock has whole nanoseconds. A microsecond stands for a cycle, so that a cycle's fractions are seen. */
const NS_PER_CYCLE = 1000;

/**
 * A trace for Perfetto: a process for each system, a track for each thread, slices with place, cycles and source as arguments. Times are
 * rounded to a thousandth of a cycle; the argument `cycles` is exact.
 */
export function perfettoTrace(timelines: readonly Timeline[]): Uint8Array {
  const trace = new BinaryWriter();
  let uuid = 0;
  timelines.forEach(({ system, lanes }, index) => {
    const pid = index + 1;
    const parent = ++uuid;
    packet(trace, (writer) => {
      writer.tag(PACKET.trackDescriptor, BYTES).fork();
      writer.tag(TRACK.uuid, NUMBER).uint64(parent);
      writer.tag(TRACK.process, BYTES).fork();
      writer.tag(PROCESS.pid, NUMBER).int32(pid);
      writer.tag(PROCESS.name, BYTES).string(system);
      writer.join().join();
    });
    lanes.forEach((lane, thread) => {
      const track = ++uuid;
      packet(trace, (writer) => {
        writer.tag(PACKET.trackDescriptor, BYTES).fork();
        writer.tag(TRACK.uuid, NUMBER).uint64(track);
        writer.tag(TRACK.parent, NUMBER).uint64(parent);
        writer.tag(TRACK.name, BYTES).string(lane.name);
        writer.tag(TRACK.thread, BYTES).fork();
        writer.tag(THREAD.pid, NUMBER).int32(pid);
        // The thread with the number of its process would be taken for the main thread.
        writer.tag(THREAD.tid, NUMBER).int32(pid * THREADS_OF_A_PROCESS + thread);
        writer.tag(THREAD.name, BYTES).string(lane.name);
        writer.join().join();
      });
      writeLane(trace, lane, track);
    });
  });
  return trace.finish();
}

const THREADS_OF_A_PROCESS = 1000;

function writeLane(trace: BinaryWriter, { spans }: Lane, track: number): void {
  walk(
    spans,
    (span) => {
      event(trace, span.start, (writer) => {
        writer.tag(EVENT.type, NUMBER).int32(EVENT_TYPE.begin);
        writer.tag(EVENT.track, NUMBER).uint64(track);
        writer.tag(EVENT.category, BYTES).string(span.kind);
        writer.tag(EVENT.name, BYTES).string(span.name);
        const { source: _, ...annotations } = argumentsOf(span);
        for (const [name, value] of Object.entries(annotations)) annotation(writer, name, value);
        if (span.source === undefined) return;
        writer.tag(EVENT.source, BYTES).fork();
        writer.tag(SOURCE.file, BYTES).string(span.source.file);
        writer.tag(SOURCE.line, NUMBER).uint32(span.source.line);
        writer.join();
      });
    },
    (span) => {
      event(trace, span.end, (writer) => {
        writer.tag(EVENT.type, NUMBER).int32(EVENT_TYPE.end);
        writer.tag(EVENT.track, NUMBER).uint64(track);
      });
    },
  );
}

function event(trace: BinaryWriter, ticks: number, write: (writer: BinaryWriter) => void): void {
  packet(trace, (writer) => {
    const ns = Math.round((ticks / TICKS_PER_CYCLE) * NS_PER_CYCLE);
    writer.tag(PACKET.timestamp, NUMBER).uint64(ns);
    writer.tag(PACKET.trackEvent, BYTES).fork();
    write(writer);
    writer.join();
  });
}

function packet(trace: BinaryWriter, write: (writer: BinaryWriter) => void): void {
  trace.tag(TRACE.packet, BYTES).fork();
  trace.tag(PACKET.sequence, NUMBER).uint32(SEQUENCE);
  write(trace);
  trace.join();
}

function annotation(writer: BinaryWriter, name: string, value: string | number): void {
  writer.tag(EVENT.annotation, BYTES).fork();
  writer.tag(ANNOTATION.name, BYTES).string(name);
  if (typeof value === 'number') writer.tag(ANNOTATION.double, DOUBLE).double(value);
  else writer.tag(ANNOTATION.text, BYTES).string(value);
  writer.join();
}
