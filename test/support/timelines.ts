import { Simulation } from '../../model/index.ts';
import { compileTraceable } from '../../model/kernels/compile/compile.ts';
import { Tracer } from '../../model/trace/tracer.ts';
import { timelineOf, type Timeline } from '../../reports/traces/timeline.ts';
import { toy, type Toy } from './toy.ts';

/** Two processes that talk, the disk and a clock: threads, system calls, faults, interrupts, switches and idling. */
const BUSY = toy
  .clock('20 kHz')
  .steps(
    'helper',
    '[{ while: true, do: [{ syscall: receive, with: { from: left } }, { syscall: send, with: { to: right } }] }]',
  )
  .replace(
    'workload',
    '{ call: measured, with: { left: left, right: right } }',
    '{ call: measured, with: { left: left, right: right } }, { launch: partner, program: other, with: { left: left, right: right } }, { syscall: send, with: { to: left } }, { syscall: receive, with: { from: right } }',
  )
  .steps(
    'measured',
    '[{ touch: true, writes: { bss: 1 } }, { compute: 9000, code: { text: 1 } }, { syscall: read-disk, with: { block: 0, bytes: 0 } }]',
  );

const QUIET = toy.steps(
  'measured',
  '[{ run: work }, { syscall: nothing }, { copy: 256, from: buffer, to: big }]',
);

function traced(system: Toy, name: string): Timeline {
  const traceable = compileTraceable(system.sources());
  const tracer = new Tracer(traceable, 1);
  new Simulation(traceable.program, system.machine(), { seed: 'toy', observer: tracer }).run('main');
  const windows = [tracer.windowOf('m')!];
  return timelineOf({
    system: name,
    trace: { places: traceable.program.places, windows, weights: [1] },
  });
}

/** Timelines of two systems that are unlike each other. */
export const timelines: readonly Timeline[] = [traced(BUSY, 'busy'), traced(QUIET, 'quiet')];
