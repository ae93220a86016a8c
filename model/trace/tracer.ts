import { CAUSES, NO_PART } from '../core/charges.ts';
import { ModelError } from '../core/model-error.ts';
import type { Traceable } from '../kernels/compile/compile.ts';
import { OP } from '../kernels/program/codes.ts';
import { FRAME } from '../kernels/engine/call-stack.ts';
import type { Moment, Observer } from '../kernels/engine/observer.ts';
import type { WorkloadTest } from '../kernels/files/workload-file.ts';
import { Stretches } from './stretches.ts';
import type { Activity, Slice, SliceKind, Track, Window } from './trace.ts';

/** More slices than a picture could show, or a file should hold. */
const MAX_SLICES = 4_000_000;
const NO_MEASURE = -1;
/** Words of the operation that ends an iteration. */
const LOOP_WORDS = 4;

/** A thread from its first step to its last; its number may be used again. */
interface Thread {
  name: string;
  /** The paths that it is in, outermost first. */
  paths: Activity[];
  /** Slices that have begun, outermost first, while it runs and is recorded; a step is the innermost. */
  open: Slice[];
}

/** One iteration of a measured block's loop, or one execution of a block without one. */
interface Segment {
  start: number;
  end: number;
  operations: number;
  tracks: Map<Thread, Slice[]>;
  slices: number;
  /** What is shown of it. */
  shown: Stretches;
}

/**
 * Keeps what happened in the last operations of each measured block: of its last execution, or of its fastest one where the test reports
 * that. Where a test reports a part, all else is left out.
 */
export class Tracer implements Observer {
  private readonly program: Traceable['program'];
  private readonly debug: Traceable['debug'];
  private readonly operations: number;
  private readonly threads = new Map<number, Thread>();
  private readonly activities = new Map<string, Activity>();
  private readonly steps: Activity[] = [];
  /** By measure, the latest last. */
  private readonly segments: Segment[][];
  /** By measure: the last segments of its fastest execution, and the time of an operation in it. */
  private readonly fastest: { segments: readonly Segment[]; each: number }[];
  private readonly takesFastest: boolean;
  /** The part that is shown. */
  private readonly part: string | undefined;
  private presentPart = NO_PART;
  private running: Thread | undefined;
  /** The measured block that is recorded, when it began, the segment, and how many segments of this execution came before. */
  private measure = NO_MEASURE;
  private measureStart = 0;
  private segment: Segment | undefined;
  private before = 0;

  /**
   * @param operations how many to keep, at least
   * @param reported what of a measured block the test is about
   */
  constructor(
    { program, debug }: Traceable,
    operations: number,
    { part, statistic }: Pick<WorkloadTest, 'part' | 'statistic'> = {},
  ) {
    this.program = program;
    this.debug = debug;
    this.operations = operations;
    this.segments = program.measures.map(() => []);
    this.fastest = program.measures.map(() => ({ segments: [], each: Infinity }));
    this.takesFastest = part === undefined && statistic === 'minimum';
    this.part = part;
  }

  began(thread: number, path: number, main: number): void {
    const kind = path === this.program.hooks.idle ? 'idle' : 'program';
    this.threads.set(thread, {
      name: this.program.paths[main].name.replace(/^program /, ''),
      paths: [this.activityOf(kind, path)],
      open: [],
    });
  }

  charged(moment: Moment, place: number, cause: number, ticks: number): void {
    const start = moment.now - ticks;
    const thread = this.switchTo(moment.thread, start);
    if (this.segment === undefined) return;
    const activity = this.stepOf(moment.pc);
    let step = thread.open.at(-1);
    if (step?.activity !== activity) {
      this.endStep(thread, start);
      step = this.begin(thread, activity, start);
    }
    const cell = place * CAUSES.length + cause;
    step.charges.set(cell, (step.charges.get(cell) ?? 0) + ticks);
  }

  entered(moment: Moment, path: number, kind: number, body: number): void {
    const thread = this.switchTo(moment.thread, moment.now);
    const activity = this.activityOf(this.kindOf(path, kind), path, body);
    thread.paths.push(activity);
    if (this.segment === undefined) return;
    this.endStep(thread, moment.now);
    this.begin(thread, activity, moment.now);
  }

  leaving(moment: Moment): void {
    const thread = this.switchTo(moment.thread, moment.now);
    thread.paths.pop();
    if (this.segment === undefined) return;
    this.endStep(thread, moment.now);
    this.endInnermost(thread, moment.now);
  }

  measureBegan(moment: Moment, measure: number): void {
    // A block inside of a measured block is part of it.
    if (this.measure !== NO_MEASURE) return;
    this.measure = measure;
    this.before = 0;
    this.measureStart = moment.now;
    this.beginSegment(moment);
  }

  partEntered(moment: Moment, part: number): void {
    const was = this.isShown();
    this.presentPart = part;
    const is = this.isShown();
    if (this.segment === undefined || was === is) return;
    // A step lies on one side.
    this.endStep(this.switchTo(moment.thread, moment.now), moment.now);
    if (is) this.segment.shown.begin(moment.now);
    else this.segment.shown.end(moment.now);
  }

  iterationDone(moment: Moment): void {
    const { code } = this.program;
    const end = moment.pc + LOOP_WORDS;
    // A loop at the end of the measured block is the loop over its operations.
    if (this.measure === NO_MEASURE || code[end] !== OP.measureEnd || code[end + 1] !== this.measure) return;
    this.endSegment(moment);
    this.beginSegment(moment);
  }

  measureEnded(moment: Moment, measure: number, operations: number): void {
    if (this.measure !== measure) return;
    this.endSegment(moment);
    const kept = this.segments[measure];
    const each = operations / this.before;
    const own = kept.slice(-this.before);
    for (const segment of own) segment.operations = each;
    const time = (moment.now - this.measureStart) / operations;
    if (time < this.fastest[measure].each) this.fastest[measure] = { segments: own, each: time };
    this.measure = NO_MEASURE;
  }

  /** The last operations of a measure, as many as were asked for, or as a block without a loop has. */
  windowOf(measure: string): Window | undefined {
    const number = this.program.measures.indexOf(measure);
    const kept = (this.takesFastest ? this.fastest[number]?.segments : this.segments[number]) ?? [];
    if (kept.length === 0) return undefined;
    let from = kept.length;
    let operations = 0;
    while (from > 0 && operations < this.operations) operations += kept[--from].operations;
    const segments = kept.slice(from);
    const tracks = new Map<Thread, Slice[]>();
    // Segments of blocks that were measured one by one have gaps between them, which close here.
    let end = segments[0].start;
    for (const { tracks: own, shown, end: last } of segments) {
      for (const [thread, slices] of own) {
        const all = tracks.get(thread) ?? [];
        for (const slice of slices) {
          const times = { start: end + shown.until(slice.start), end: end + shown.until(slice.end) };
          if (times.start < times.end) all.push({ ...slice, ...times });
        }
        if (all.length > 0) tracks.set(thread, all);
      }
      end += shown.until(last);
    }
    const named = [...tracks].map(([{ name }, slices]): Track => ({ name, slices }));
    return { measure, operations, start: segments[0].start, end, tracks: named };
  }

  private isShown(): boolean {
    return this.part === undefined || this.program.parts[this.presentPart] === this.part;
  }

  /** The thread that runs; slices of one that ran before end, and those of the paths that the other is in begin. */
  private switchTo(number: number, now: number): Thread {
    const thread = this.threads.get(number);
    if (thread === undefined) throw new Error(`thread ${number} runs and was never made`);
    if (thread === this.running) return thread;
    if (this.running) this.endAll(this.running, now);
    this.running = thread;
    this.beginAll(thread, now);
    return thread;
  }

  private beginSegment(moment: Moment): void {
    const thread = this.switchTo(moment.thread, moment.now);
    const shown = new Stretches();
    if (this.isShown()) shown.begin(moment.now);
    this.segment = { start: moment.now, end: moment.now, operations: 1, tracks: new Map(), slices: 0, shown };
    this.beginAll(thread, moment.now);
  }

  private endSegment(moment: Moment): void {
    const { segment } = this;
    if (segment === undefined) return;
    this.endAll(this.switchTo(moment.thread, moment.now), moment.now);
    segment.end = moment.now;
    if (this.isShown()) segment.shown.end(moment.now);
    this.segment = undefined;
    this.before++;
    const kept = this.segments[this.measure];
    kept.push(segment);
    if (kept.length > this.operations) kept.shift();
  }

  private beginAll(thread: Thread, now: number): void {
    if (this.segment === undefined) return;
    for (const activity of thread.paths) this.begin(thread, activity, now);
  }

  private endAll(thread: Thread, now: number): void {
    while (thread.open.length > 0) this.endInnermost(thread, now);
  }

  private begin(thread: Thread, activity: Activity, start: number): Slice {
    const { segment } = this;
    if (segment === undefined) throw new Error('a slice outside of what is recorded');
    const slice = { activity, depth: thread.open.length, start, end: start, charges: new Map() };
    thread.open.push(slice);
    const slices = segment.tracks.get(thread) ?? [];
    segment.tracks.set(thread, slices);
    slices.push(slice);
    if (++segment.slices > MAX_SLICES)
      throw new ModelError(
        `a trace of ${this.program.workload}: expected at most ${MAX_SLICES} slices, found more`,
      );
    return slice;
  }

  private endStep(thread: Thread, now: number): void {
    if (thread.open.at(-1)?.activity.kind === 'step') this.endInnermost(thread, now);
  }

  /** Ends the innermost slice; one that took no time leaves no trace. */
  private endInnermost(thread: Thread, now: number): void {
    const slice = thread.open.pop();
    const slices = this.segment?.tracks.get(thread);
    if (slice === undefined || slices === undefined) return;
    slice.end = now;
    if (slice.start !== now || slices.at(-1) !== slice) return;
    slices.pop();
    if (this.segment) this.segment.slices--;
    if (slices.length === 0) this.segment?.tracks.delete(thread);
  }

  private kindOf(path: number, kind: number): SliceKind {
    const { hooks } = this.program;
    if (kind === FRAME.interrupt) return 'interrupt';
    if (path === hooks.switch) return 'switch';
    if (kind !== FRAME.kernel) return 'call';
    return path === hooks.pageFault || path === hooks.resolvePage ? 'fault' : 'system-call';
  }

  private activityOf(kind: SliceKind, path: number, body = -1): Activity {
    const { paths } = this.program;
    const known = kind === 'system-call' || kind === 'interrupt';
    const name = known && body >= 0 ? `${paths[path].name} ${paths[body].name}` : paths[path].name;
    return this.intern(`${kind}/${path}/${name}`, { kind, name, source: this.debug.paths[path] });
  }

  private stepOf(pc: number): Activity {
    const number = this.debug.stepAt[pc];
    const known = this.steps[number];
    if (known !== undefined) return known;
    const { label, file, line } = this.debug.steps[number];
    return (this.steps[number] = { kind: 'step', name: label, source: { file, line } });
  }

  private intern(key: string, activity: Activity): Activity {
    const known = this.activities.get(key);
    if (known !== undefined) return known;
    this.activities.set(key, activity);
    return activity;
  }
}
