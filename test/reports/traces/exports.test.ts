import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import protobuf from 'protobufjs';
import { PACKAGE } from '../../../api/disk-library.ts';
import { TICKS_PER_CYCLE } from '../../../model/core/clock.ts';
import { chromeTrace } from '../../../reports/traces/chrome-trace.ts';
import { foldedStacks } from '../../../reports/traces/folded.ts';
import { perfettoTrace } from '../../../reports/traces/perfetto.ts';
import { speedscopeFile } from '../../../reports/traces/speedscope.ts';
import type { Span } from '../../../reports/traces/timeline.ts';
import { traceFile, traceFormatOf } from '../../../reports/traces/write.ts';
import { timelines } from '../../support/timelines.ts';

const LENGTHS = timelines.map(({ length }) => length);
const ALL = LENGTHS.reduce((sum, length) => sum + length, 0);

/** Ticks of all causes, by `[place] cause`. */
function chargesOf(lanes: readonly { spans: readonly Span[] }[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { spans } of lanes)
    for (const { kind, name, place, start, end } of spans)
      if (kind === 'cause') sums[`[${place}] ${name}`] = (sums[`[${place}] ${name}`] ?? 0) + end - start;
  return sums;
}
const CHARGES = chargesOf(timelines.flatMap(({ lanes }) => lanes));

describe('a timeline', () => {
  it('has all that can happen, so that the tests below say something', () => {
    const [busy] = timelines;
    expect(busy.lanes.map(({ name }) => name)).to.deep.equal(['main', 'idle', 'other']);
    const kinds = new Set(busy.lanes.flatMap(({ spans }) => spans.map(({ kind }) => kind)));
    expect([...kinds]).to.include.members([
      'program',
      'call',
      'system-call',
      'fault',
      'interrupt',
      'switch',
      'idle',
      'step',
      'cause',
    ]);
  });

  it('covers every tick with one thread, and with one cause', () => {
    for (const { lanes, length } of timelines) {
      const total = (wanted: (span: Span) => boolean): number =>
        lanes
          .flatMap(({ spans }) => spans.filter(wanted))
          .reduce((sum, { start, end }) => sum + end - start, 0);
      expect(total(({ depth }) => depth === 0)).to.equal(length);
      expect(total(({ kind }) => kind === 'cause')).to.equal(length);
      expect(total(({ kind }) => kind === 'step')).to.equal(length);
    }
  });
});

describe('folded stacks', () => {
  const lines = foldedStacks(timelines)
    .trimEnd()
    .split('\n')
    .map((line) => /^(.+) (\d+)$/.exec(line)!);

  it('add up to all ticks, and by place and cause to the charges', () => {
    expect(lines.reduce((sum, [, , ticks]) => sum + Number(ticks), 0)).to.equal(ALL);
    const sums: Record<string, number> = {};
    for (const [, stack, ticks] of lines) {
      const leaf = stack.split(';').at(-1)!;
      sums[leaf] = (sums[leaf] ?? 0) + Number(ticks);
    }
    expect(sums).to.deep.equal(CHARGES);
  });

  it('begin with system and thread, each stack once', () => {
    expect(new Set(lines.map(([, stack]) => stack)).size).to.equal(lines.length);
    for (const [, stack] of lines) expect(stack).to.match(/^(busy;(main|idle|other)|quiet;main);/);
    expect(foldedStacks(timelines.slice(1))).to.match(/^main;program main;/);
  });
});

interface SpeedscopeFile {
  shared: { frames: { name: string; file?: string; line?: number }[] };
  profiles: { name: string; events: { type: string; at: number; frame: number }[]; endValue: number }[];
}

describe('a file for speedscope', () => {
  const file = speedscopeFile('toy', 'test', timelines) as SpeedscopeFile;

  it('keeps to the published schema', () => {
    const require = createRequire(import.meta.url);
    const schema = JSON.parse(
      readFileSync(require.resolve('speedscope/dist/release/file-format-schema.json'), 'utf8'),
    ) as object;
    const ajv = new Ajv({ strict: false });
    const valid = ajv.compile(schema);
    expect(valid(JSON.parse(JSON.stringify(file))), ajv.errorsText(valid.errors)).to.equal(true);
    expect(valid({ ...file, profiles: [{ type: 'evented' }] })).to.equal(false);
  });

  it('has balanced events in the order of time, and in causes every tick', () => {
    const sums: Record<string, number> = {};
    for (const { events, endValue } of file.profiles) {
      const open: { frame: number; at: number }[] = [];
      let now = 0;
      for (const { type, at, frame } of events) {
        expect(at).to.be.at.least(now).and.at.most(endValue);
        now = at;
        if (type === 'O') open.push({ frame, at });
        else {
          const began = open.pop()!;
          expect(began.frame).to.equal(frame);
          const { name } = file.shared.frames[frame];
          if (name.startsWith('[')) sums[name] = (sums[name] ?? 0) + (at - began.at) * TICKS_PER_CYCLE;
        }
      }
      expect(open).to.deep.equal([]);
    }
    expect(sums).to.deep.equal(CHARGES);
  });

  it('says where paths and steps stand', () => {
    const step = file.shared.frames.find(({ name }) => name === 'trap int');
    expect(step?.file).to.equal('model/kernels/structures/toy.yaml');
    expect(step?.line).to.be.above(1);
  });
});

interface ChromeEvent {
  ph: string;
  name: string;
  cat: string;
  pid: number;
  tid: number;
  ts: number;
  dur: number;
  args: { cycles: number; place?: string; name?: string };
}

describe('a trace for Chrome', () => {
  const { traceEvents } = chromeTrace(timelines) as { traceEvents: ChromeEvent[] };
  const complete = traceEvents.filter(({ ph }) => ph === 'X');

  it('nests strictly on each thread', () => {
    const open = new Map<string, ChromeEvent[]>();
    for (const event of complete) {
      const key = `${event.pid}/${event.tid}`;
      const around = open.get(key) ?? [];
      open.set(key, around);
      while (around.length > 0 && around.at(-1)!.ts + around.at(-1)!.dur <= event.ts) around.pop();
      const parent = around.at(-1);
      if (parent) expect(event.ts + event.dur).to.be.at.most(parent.ts + parent.dur);
      around.push(event);
    }
    expect(open.size).to.equal(4);
  });

  it('names systems and threads, and has every tick', () => {
    const names = traceEvents.filter(({ ph }) => ph === 'M').map(({ args }) => args.name);
    expect(names).to.include.members(['busy', 'quiet', 'main', 'idle', 'other']);
    const causes = complete.filter(({ cat }) => cat === 'cause');
    expect(causes.reduce((sum, { dur }) => sum + dur, 0) * TICKS_PER_CYCLE).to.equal(ALL);
  });
});

interface Packet {
  timestamp?: number;
  trustedPacketSequenceId?: number;
  trackDescriptor?: {
    uuid: number;
    parentUuid?: number;
    process?: { pid: number; processName: string };
    thread?: { pid: number; tid: number; threadName: string };
  };
  trackEvent?: {
    type: string;
    trackUuid: number;
    name?: string;
    categories?: string[];
    debugAnnotations?: { name: string; doubleValue?: number; stringValue?: string }[];
    sourceLocation?: { fileName: string; lineNumber: number };
  };
}

describe('a trace for Perfetto', () => {
  // Parsed by another library than it was written by, with the published schema.
  const root = protobuf.loadSync(join(PACKAGE, 'test', 'data', 'perfetto', 'trace.proto'));
  const Trace = root.lookupType('perfetto.protos.Trace');
  const bytes = perfettoTrace(timelines);
  const { packet } = Trace.toObject(Trace.decode(bytes), { longs: Number, enums: String }) as {
    packet: Packet[];
  };

  it('has nothing that the schema does not know', () => {
    expect(Buffer.from(Trace.encode(Trace.decode(bytes)).finish()).length).to.equal(bytes.length);
    for (const { trustedPacketSequenceId } of packet) expect(trustedPacketSequenceId).to.equal(1);
  });

  it('has a process for each system, and a track for each thread of it', () => {
    const tracks = packet.flatMap(({ trackDescriptor }) => (trackDescriptor ? [trackDescriptor] : []));
    expect(new Set(tracks.map(({ uuid }) => uuid)).size).to.equal(6);
    const processes = tracks.filter(({ process }) => process);
    expect(processes.map(({ process }) => process!.processName)).to.deep.equal(['busy', 'quiet']);
    const threads = tracks.filter(({ thread }) => thread);
    expect(threads.map(({ thread }) => thread!.threadName)).to.deep.equal(['main', 'idle', 'other', 'main']);
    for (const { parentUuid, thread } of threads) {
      const parent = processes.find(({ uuid }) => uuid === parentUuid)!;
      expect(thread!.pid).to.equal(parent.process!.pid);
      expect(thread!.tid).not.to.equal(thread!.pid);
    }
  });

  it('has balanced slices in the order of time on each track, and in causes every tick', () => {
    const open = new Map<number, { name: string; at: number }[]>();
    const last = new Map<number, number>();
    const sums: Record<string, number> = {};
    for (const { trackEvent: event, timestamp: at = 0 } of packet) {
      if (event === undefined) continue;
      const { trackUuid: track } = event;
      expect(at).to.be.at.least(last.get(track) ?? 0);
      last.set(track, at);
      const around = open.get(track) ?? [];
      open.set(track, around);
      if (event.type === 'TYPE_SLICE_END') {
        around.pop();
        continue;
      }
      expect(event.type).to.equal('TYPE_SLICE_BEGIN');
      around.push({ name: event.name!, at });
      const value = new Map(
        event.debugAnnotations!.map(({ name, doubleValue, stringValue }) => [
          name,
          doubleValue ?? stringValue,
        ]),
      );
      if (event.categories?.[0] !== 'cause') continue;
      const key = `[${String(value.get('place'))}] ${event.name}`;
      sums[key] = (sums[key] ?? 0) + Number(value.get('cycles')) * TICKS_PER_CYCLE;
    }
    for (const around of open.values()) expect(around).to.deep.equal([]);
    expect(sums).to.deep.equal(CHARGES);
    // A thousand nanoseconds stand for a cycle.
    const latest = Math.max(...last.values());
    expect(latest).to.equal(Math.round((Math.max(...LENGTHS) / TICKS_PER_CYCLE) * 1000));
  });

  it('says where a step stands', () => {
    const trap = packet.find(({ trackEvent }) => trackEvent?.name === 'trap int')!;
    expect(trap.trackEvent!.sourceLocation!.fileName).to.equal('model/kernels/structures/toy.yaml');
    expect(trap.trackEvent!.sourceLocation!.lineNumber).to.be.above(1);
  });
});

describe('files', () => {
  it('are what the ends of their names say', () => {
    expect(
      ['a.folded', 'a.speedscope.json', 'a.json', 'a.pftrace', 'a.b.html', 'a.txt'].map(traceFormatOf),
    ).to.deep.equal(['folded', 'speedscope', 'chrome', 'perfetto', 'html', undefined]);
  });

  it('are the same each time', async () => {
    for (const format of ['folded', 'speedscope', 'perfetto', 'chrome', 'svg', 'html'] as const) {
      const [one, two] = [0, 1].map(() => traceFile(format, 'toy', 'test', timelines));
      expect(await one, format).to.deep.equal(await two);
    }
  });

  it('need no network: the page has its libraries in it', async () => {
    const page = String(await traceFile('html', 'toy </script> & more', 'test', timelines));
    expect(page).to.contain('<title>toy &lt;/script&gt; &amp; more</title>');
    expect(page).not.to.match(/<(script|link)[^>]+(src|href)=/);
    expect(page.match(/<\/script>/g)).to.have.lengthOf(4);
  });

  it('show every system, thread and the longest step in the flame chart', async () => {
    const svg = String(await traceFile('svg', 'toy', 'test', timelines));
    for (const text of ['busy', 'quiet', 'thread main', 'thread other', 'thread idle', 'place'])
      expect(svg).to.contain(`>${text}</text>`);
  });
});
