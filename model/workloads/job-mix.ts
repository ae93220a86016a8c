import { CAUSE, CAUSES, Charges } from '../core/charges.ts';
import { cyclesOf, ticksOf } from '../core/clock.ts';
import { EventQueue } from '../core/event-queue.ts';
import { Fingerprint } from '../core/fingerprint.ts';
import { RandomStreams } from '../core/random.ts';
import { Disk } from '../hardware/disk.ts';
import type { Machine } from '../hardware/machine.ts';
import type { Program } from '../kernels/program/program.ts';
import { sliceInTicks } from '../kernels/engine/threads.ts';
import type { Demand, Demands } from './demands.ts';
import { MixFiles, type Transfer } from './mix-files.ts';
import { MixTask } from './mix-task.ts';
import { blocksAtLoad, type MixPlan } from './mix-plan.ts';
import { RunQueue } from './run-queue.ts';

const EVENT = { start: 0, disk: 1, writeBack: 2, age: 3 } as const;
const NOBODY = -1;
const NS_PER_S = 1e9;

/** How a structure shares processor and disk out. */
export type Sharing = Pick<
  Program,
  'policy' | 'sliceNs' | 'wakeUpMargin' | 'decay' | 'decayIntervalNs' | 'diskWaitNs'
>;

/** One run of the driver at one load. */
export interface LoadRun {
  load: number;
  /** From the start of the tasks' sleep to the end of the last. */
  ticks: number;
  /** Adds up to `ticks`. */
  charges: Charges;
  switches: number;
  diskRequests: number;
  fingerprint: string;
}

/**
 * A load of the job mix: tasks compete for one processor and one disk, burst by burst.
 *
 * Bursts are operations whose cost the detailed engine has measured, and the tasks' own arithmetic. The clock interrupts a busy
 * processor at its rate; a switch to another task costs what it cost in the engine. A daemon writes old blocks back.
 */
export class JobMix {
  private readonly plan: MixPlan;
  private readonly demands: Demands;
  private readonly load: number;
  private readonly events = new EventQueue();
  private readonly files: MixFiles;
  private readonly tasks: MixTask[] = [];
  private readonly queue: RunQueue;
  private readonly disk: Disk;
  private readonly charges: Charges;
  /** Times that each operation was done; ticks of user work. */
  private readonly counts: Float64Array;
  private userTicks = 0;
  private clocks = 0;
  private switches = 0;
  private diskRequests = 0;
  private now = 0;
  private nextClock: number;
  private running = NOBODY;
  private lastRan = NOBODY;
  private burstEnd = 0;
  /** By task: processor time left of its burst, and what it asks of the disk afterwards. */
  private readonly left: Float64Array;
  private readonly waitingFor: Transfer[][];
  /** The daemon is one more task: requests that it has to issue. */
  private readonly daemon: number;
  private daemonReady = false;
  private daemonWork: Transfer[] = [];
  private issuing: Transfer[] = [];
  /** Requests that it has issued but the disk has not taken yet, and the refused write that it sleeps for. */
  private readonly issued: Transfer[] = [];
  private daemonSleepsFor = 0;
  private unfinished: number;
  private readonly intervalTicks: number;
  private readonly ageTicks: number;
  private readonly metadataAgeTicks: number;
  private readonly decay: number;
  private readonly decayTicks: number;
  private asking = NOBODY;

  constructor(
    plan: MixPlan,
    demands: Demands,
    machine: Machine,
    sharing: Sharing,
    load: number,
    seed: string,
  ) {
    this.plan = plan;
    this.demands = demands;
    this.load = load;
    this.unfinished = load;
    const { spec } = plan;
    const inTicks = (ns: number): number => ticksOf((ns * machine.processor.clock) / NS_PER_S);
    const random = new RandomStreams(`${seed}/${load}`);
    const blocks = blocksAtLoad(plan, load);
    this.files = new MixFiles(spec, load, blocks, machine.memory.size);
    for (let task = 0; task < load; task++)
      this.tasks.push(
        new MixTask(
          task,
          plan,
          this.files,
          blocks,
          random.stream(`order/${task}`),
          random.stream(`walk/${task}`),
        ),
      );
    const sliceTicks = sliceInTicks(inTicks(sharing.sliceNs), demands.clockPeriod);
    this.queue = new RunQueue(load, sharing.policy, sliceTicks, sharing.wakeUpMargin);
    this.disk = new Disk(machine, random.stream('disk-rotation'), sharing.diskWaitNs);
    this.charges = new Charges(demands.places);
    this.counts = new Float64Array(plan.operations.length);
    this.nextClock = demands.clockPeriod;
    this.left = new Float64Array(load + 1);
    this.waitingFor = Array.from({ length: load }, () => []);
    this.daemon = load;
    this.intervalTicks = inTicks(spec['write-back'].interval);
    this.ageTicks = inTicks(spec['write-back'].age);
    this.metadataAgeTicks = inTicks(spec['write-back']['metadata-age']);
    const delay = inTicks(spec.driver['start-delay']);
    for (let task = 0; task < load; task++) this.events.push(delay, EVENT.start, task);
    this.events.push(this.intervalTicks, EVENT.writeBack);
    this.decay = sharing.decay;
    this.decayTicks = inTicks(sharing.decayIntervalNs);
    if (this.decayTicks < Infinity) this.events.push(this.decayTicks, EVENT.age);
  }

  /** Runs the load to the end of its last task, and of what the daemon is doing then; once. */
  run(): LoadRun {
    const { events, demands } = this;
    while (this.unfinished > 0 || this.running !== NOBODY) {
      if (this.running === NOBODY) {
        this.dispatch();
        if (this.running === NOBODY) {
          this.idleUntil(events.nextTime);
          this.takeEvent();
          continue;
        }
      }
      if (events.nextTime <= Math.min(this.burstEnd, this.nextClock)) {
        this.now = events.nextTime;
        this.takeEvent();
      } else if (this.nextClock < this.burstEnd) {
        this.now = this.nextClock;
        this.nextClock += demands.clockPeriod;
        this.clocks++;
        this.burstEnd += demands.clock.ticks;
        if (this.running !== this.daemon && this.queue.tick(this.running)) this.preempt();
      } else {
        this.now = this.burstEnd;
        this.burstDone();
      }
    }
    return this.outcome();
  }

  private dispatch(): void {
    const next = this.daemonReady ? this.daemon : this.queue.next();
    if (next < 0) return;
    this.daemonReady = false;
    if (next === this.daemon) {
      this.issuing = this.daemonWork;
      this.daemonWork = [];
      this.left[next] = this.need(this.plan.writeBackRequest, this.issuing.length);
    }
    this.running = next;
    this.burstEnd = this.now + this.left[next];
    if (this.lastRan !== next && this.lastRan !== NOBODY) {
      this.switches++;
      this.burstEnd += this.demands.contextSwitch.ticks;
    }
    this.lastRan = next;
    this.skipClocks();
  }

  /** The running task goes to the end of the queue with the rest of its burst. */
  private preempt(): void {
    if (this.queue.length === 0 && !this.daemonReady) return;
    this.left[this.running] = this.burstEnd - this.now;
    this.queue.add(this.running);
    this.running = NOBODY;
  }

  /** The running task has had its burst: it waits for the disk, or goes on. */
  private burstDone(): void {
    const task = this.running;
    this.running = NOBODY;
    if (task === this.daemon) {
      this.issued.push(...this.issuing);
      this.issue();
      return;
    }
    const transfer = this.waitingFor[task].shift();
    if (transfer !== undefined) return this.submit(transfer, task);
    if (!this.ask(task)) return;
    if (this.daemonReady) return this.queue.add(task);
    // It keeps the processor.
    this.running = task;
    this.burstEnd = this.now + this.left[task];
  }

  private takeEvent(): void {
    const { events, disk } = this;
    events.pop();
    const { kind, argument } = events;
    if (kind === EVENT.writeBack) {
      events.push(this.now + this.intervalTicks, EVENT.writeBack);
      this.daemonWork.push(...this.files.takeChanged(this.now - this.metadataAgeTicks));
      this.writeBack(this.now - this.ageTicks);
    } else if (kind === EVENT.age) {
      events.push(this.now + this.decayTicks, EVENT.age);
      this.queue.age(this.decay);
    } else if (kind === EVENT.start) {
      if (this.ask(argument)) this.wake(argument);
    } else {
      const { queues, next } = disk.complete();
      if (next >= 0) events.push(this.now + next, EVENT.disk);
      for (const task of queues) this.transferDone(task);
      this.issue();
    }
  }

  private transferDone(task: number): void {
    if (task === NOBODY) return;
    const transfer = this.waitingFor[task].shift();
    if (transfer !== undefined) this.submit(transfer, task);
    else if (this.ask(task)) this.wake(task);
  }

  /** The daemon hands its requests over, up to one for which no request is free: it sleeps until there is. */
  private issue(): void {
    const { disk, issued } = this;
    while (issued.length > 0 && disk.writesAdmitted >= this.daemonSleepsFor) {
      const refused = disk.writesRefused;
      this.submit(issued.shift() as Transfer, NOBODY);
      if (disk.writesRefused > refused) this.daemonSleepsFor = disk.writesRefused;
    }
  }

  private wake(task: number): void {
    this.queue.add(task);
    const { running } = this;
    if (running !== NOBODY && running !== this.daemon && this.queue.preempts(task, running)) this.preempt();
  }

  /** Asks a task for its next burst; false when it has come to its end. */
  private ask(task: number): boolean {
    this.asking = task;
    this.left[task] = 0;
    const more = this.tasks[task].next(this.now, this.wish);
    if (!more) this.unfinished--;
    return more;
  }

  private readonly wish = {
    operation: (operation: number, times: number): void => {
      this.left[this.asking] += this.need(operation, times);
    },
    user: (ticks: number): void => {
      this.userTicks += ticks;
      this.left[this.asking] += ticks;
    },
    writeBack: (transfer: Transfer): void => {
      this.daemonWork.push(transfer);
      this.wakeDaemon();
    },
    tooDirty: (): void => {
      this.writeBack(this.now);
    },
    transfer: (transfer: Transfer): void => {
      this.waitingFor[this.asking].push(transfer);
    },
  };

  /** Counts an operation and says what it costs. */
  private need(operation: number, times: number): number {
    this.counts[operation] += times;
    return this.demands.operations[operation].ticks * times;
  }

  /** The daemon takes what has been dirty since `limit`. */
  private writeBack(limit: number): void {
    this.daemonWork.push(...this.files.takeDirty(limit, this.plan.spec['write-back']['blocks-per-round']));
    if (this.daemonWork.length > 0) this.wakeDaemon();
  }

  private wakeDaemon(): void {
    this.daemonReady = true;
    if (this.running !== NOBODY && this.running !== this.daemon) this.preempt();
  }

  private submit({ block, bytes, write }: Transfer, task: number): void {
    this.diskRequests++;
    const wait = this.disk.submit(block, bytes, task, write);
    if (wait >= 0) this.events.push(this.now + wait, EVENT.disk);
  }

  private idleUntil(time: number): void {
    const cause = this.disk.busy ? CAUSE['disk-wait'] : CAUSE.idle;
    this.charges.add(this.demands.places.indexOf('idle'), cause, time - this.now);
    this.now = time;
  }

  /** Clock ticks of a time in which the processor had nothing to do are part of that time. */
  private skipClocks(): void {
    const { clockPeriod } = this.demands;
    if (this.nextClock <= this.now)
      this.nextClock += Math.ceil((this.now + 1 - this.nextClock) / clockPeriod) * clockPeriod;
  }

  private outcome(): LoadRun {
    const { demands, charges, counts } = this;
    const add = (demand: Demand, times: number): void => {
      demand.cells.forEach((ticks, cell) => {
        charges.ticks[cell] += ticks * times;
      });
    };
    demands.operations.forEach((demand, operation) => {
      add(demand, counts[operation]);
    });
    add(demands.clock, this.clocks);
    add(demands.contextSwitch, this.switches);
    charges.ticks[demands.places.indexOf('user') * CAUSES.length + CAUSE.instructions] += this.userTicks;
    const hash = new Fingerprint();
    hash.add([this.now, this.userTicks, this.clocks, this.switches, this.diskRequests]);
    hash.add(counts);
    hash.add(charges.ticks);
    return {
      load: this.load,
      ticks: this.now,
      charges,
      switches: this.switches,
      diskRequests: this.diskRequests,
      fingerprint: hash.digest(),
    };
  }
}

/** Seconds of a run. */
export function secondsOf(run: LoadRun, clock: number): number {
  return cyclesOf(run.ticks) / clock;
}
