import { fork, type ChildProcess } from 'node:child_process';
import { readCorpus, type Sample } from './corpus.ts';
import type { Answer } from './child.ts';
import { Inputs, type Input } from './inputs.ts';

export interface FuzzOptions {
  seed: string;
  /** Numbers of the inputs: from `first` to below `end`. */
  first: number;
  end: number;
  /** Ends sooner after so many ms. */
  time?: number;
  onFault?: (fault: Fault) => void;
}

/** An input that was answered by something else than acceptance or a message. */
export interface Fault {
  index: number;
  input: Input;
  what: string;
}

/** How many inputs were tried, and what came of them. */
export interface Count {
  tried: number;
  accepted: number;
  refused: number;
  faults: number;
}

export interface Figures {
  bySubject: Map<string, Count>;
  faults: Fault[];
}

/** An input may take so long, in ms, on a machine that does other things too. */
const TIME_LIMIT = 20_000;
/** An input may make the program take so much memory more, in KiB. */
const MEMORY_LIMIT = 600 * 1024;
/** Of the heap, in MiB: a program that takes more ends by itself. */
const HEAP_LIMIT = 1024;

/** Tries inputs one by one in a process of their own, which may hang, or end, or take too much memory. */
export async function fuzz(options: FuzzOptions): Promise<Figures> {
  const inputs = new Inputs(readCorpus(), options.seed);
  const figures: Figures = { bySubject: new Map(), faults: [] };
  const started = performance.now();
  const trier = new Trier();
  try {
    for (let index = options.first; index < options.end; index++) {
      if (options.time !== undefined && performance.now() - started > options.time) break;
      const input = inputs.at(index);
      const answer = await trier.attempt(input);
      const count = countOf(figures, input.subject);
      count.tried++;
      if (answer.fault === undefined) {
        if (answer.verdict?.accepted) count.accepted++;
        else count.refused++;
        continue;
      }
      count.faults++;
      const fault = await smallest(trier, inputs, { index, input, what: answer.fault });
      figures.faults.push(fault);
      options.onFault?.(fault);
    }
  } finally {
    trier.end();
  }
  return figures;
}

/** The same input with as few of its mutations as are needed for a fault. */
async function smallest(trier: Trier, inputs: Inputs, fault: Fault): Promise<Fault> {
  for (let most = 1; most < fault.input.mutations.length; most++) {
    const input = inputs.at(fault.index, most);
    const { fault: what } = await trier.attempt(input);
    if (what !== undefined) return { ...fault, input, what };
  }
  return fault;
}

function countOf({ bySubject }: Figures, subject: string): Count {
  let count = bySubject.get(subject);
  if (count === undefined) bySubject.set(subject, (count = { tried: 0, accepted: 0, refused: 0, faults: 0 }));
  return count;
}

/** A process that tries inputs; a new one takes its place when it had to be ended. */
class Trier {
  private child: Promise<ChildProcess> | undefined;
  private memory = 0;

  async attempt({ subject, file, text }: Sample): Promise<Answer> {
    this.child ??= this.start();
    const child = await this.child;
    const answer = await new Promise<Answer>((resolve) => {
      const settle = (result: Answer): void => {
        clearTimeout(timer);
        child.off('message', settle);
        child.off('exit', ended);
        resolve(result);
      };
      const ended = (status: number | null, signal: string | null): void => {
        settle({ fault: `the process ended: ${signal ?? `status ${String(status)}`}`, memory: 0 });
      };
      const timer = setTimeout(() => {
        settle({ fault: `no answer within ${TIME_LIMIT / 1000} s`, memory: 0 });
      }, TIME_LIMIT);
      child.on('message', settle);
      child.on('exit', ended);
      child.send({ subject, file, text });
    });
    const grown = this.memory === 0 ? 0 : answer.memory - this.memory;
    this.memory = Math.max(this.memory, answer.memory);
    if (answer.memory === 0) this.end();
    if (grown <= MEMORY_LIMIT || answer.fault !== undefined) return answer;
    this.end();
    return { ...answer, fault: `${Math.round(grown / 1024)} MiB of memory more` };
  }

  end(): void {
    void this.child?.then((child) => child.kill('SIGKILL'));
    this.child = undefined;
    this.memory = 0;
  }

  private async start(): Promise<ChildProcess> {
    const child = fork(new URL('./child.js', import.meta.url), {
      execArgv: [`--max-old-space-size=${HEAP_LIMIT}`, '--enable-source-maps'],
      stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
    });
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => {
        resolve();
      });
      child.once('exit', () => {
        reject(new Error('the process that tries inputs does not start'));
      });
    });
    child.removeAllListeners('exit');
    return child;
  }
}
