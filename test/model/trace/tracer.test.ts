import { expect } from 'chai';
import fc from 'fast-check';
import { CAUSES, Simulation, type Outcome, type WorkloadTest } from '../../../model/index.ts';
import { compileTraceable } from '../../../model/kernels/compile/compile.ts';
import type { Observer } from '../../../model/kernels/engine/observer.ts';
import { cyclesOf } from '../../../model/core/clock.ts';
import { cellOf } from '../../../model/trace/call-tree.ts';
import type { Window } from '../../../model/trace/trace.ts';
import { Tracer } from '../../../model/trace/tracer.ts';
import { checkWindow } from '../../support/trace.ts';
import { check } from '../../support/property.ts';
import { randomSystems } from '../../support/random-paths.ts';
import { toy, type Toy } from '../../support/toy.ts';

type Reports = Pick<WorkloadTest, 'part' | 'statistic'>;

function traced(system: Toy, operations = 1, reported: Reports = {}): { outcome: Outcome; tracer: Tracer } {
  const traceable = compileTraceable(system.sources());
  const tracer = new Tracer(traceable, operations, reported);
  const simulation = new Simulation(traceable.program, system.machine(), { seed: 'toy', observer: tracer });
  return { outcome: simulation.run('main'), tracer };
}

const windowOf = (system: Toy, operations = 1, reported: Reports = {}, measure = 'm'): Window => {
  const window = traced(system, operations, reported).tracer.windowOf(measure);
  if (window === undefined) throw new Error('nothing was measured');
  return window;
};

/** A slice as `kind name from-to`, in cycles since the start of the window, indented by its depth. */
const outline = ({ start: zero, tracks }: Window): string[] =>
  tracks.flatMap(({ name, slices }) => [
    `thread ${name}`,
    ...slices.map(
      ({ activity: { kind, name: what }, depth, start, end }) =>
        `${'  '.repeat(depth)}${kind} ${what} ${cyclesOf(start - zero)}-${cyclesOf(end - zero)}`,
    ),
  ]);

/** Charges of all steps by place and cause. */
function chargesOf({ tracks }: Window, places: readonly string[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { slices } of tracks)
    for (const { charges } of slices)
      for (const [cell, ticks] of charges) {
        const { place, cause } = cellOf(cell, places);
        sums[`${place}/${cause}`] = (sums[`${place}/${cause}`] ?? 0) + cyclesOf(ticks);
      }
  return sums;
}

describe('a traced run', () => {
  it('equals the same run without a trace, to the bit, and its trace all that was charged, on random systems', () => {
    let slices = 0;
    check(
      100,
      fc.property(randomSystems, ({ system }) => {
        const plain = system.run({ fastForward: false });
        const { outcome, tracer } = traced(system, Infinity);
        expect(outcome).to.deep.equal(plain);
        const window = tracer.windowOf('m')!;
        checkWindow(window);
        slices += window.tracks.reduce((sum, track) => sum + track.slices.length, 0);
        const { cycles, charges } = outcome.measures['m'];
        expect(cyclesOf(window.end - window.start)).to.equal(cycles);
        expect(chargesOf(window, system.program().places)).to.deep.equal(
          Object.fromEntries(charges.map((charge) => [`${charge.place}/${charge.cause}`, charge.cycles])),
        );
      }),
    );
    expect(slices).to.be.greaterThan(1000);
  }).timeout(120_000);

  it('tells an observer of every tick', () => {
    let ticks = 0;
    const observer: Observer = {
      charged: (_moment, _place, _cause, more) => {
        ticks += more;
      },
      began: () => {},
      entered: () => {},
      leaving: () => {},
      partEntered: () => {},
      iterationDone: () => {},
      measureBegan: () => {},
      measureEnded: () => {},
    };
    const { elapsedCycles } = toy.steps('measured', '[{ run: work }]').run({ observer });
    expect(cyclesOf(ticks)).to.equal(elapsedCycles);
  });
});

describe('a trace of a test that reports less than a measured block', () => {
  it('has the charges of the part to the tick, on random systems', () => {
    let shown = 0;
    check(
      60,
      fc.property(randomSystems, ({ system }) => {
        const { outcome, tracer } = traced(system, Infinity, { part: 'a' });
        const window = tracer.windowOf('m')!;
        checkWindow(window);
        const { parts, partCharges } = outcome.measures['m'];
        expect(cyclesOf(window.end - window.start)).to.equal(parts['a'] ?? 0);
        expect(chargesOf(window, system.program().places)).to.deep.equal(
          Object.fromEntries(
            (partCharges['a'] ?? []).map((charge) => [`${charge.place}/${charge.cause}`, charge.cycles]),
          ),
        );
        shown += window.end - window.start;
      }),
    );
    expect(shown).to.be.greaterThan(0);
  }).timeout(120_000);

  it('closes the gaps between the stretches of the part, and keeps what lies around them', () => {
    const steps =
      '[{ segments: 1 }, { part: a }, { segments: 2 }, { part: b }, { syscall: nothing }, { part: a }, { segments: 2 }, { part: b }, { segments: 8 }]';
    const window = windowOf(toy.steps('measured', steps), 1, { part: 'a' });
    checkWindow(window);
    const lines = outline(window);
    expect(lines.filter((line) => line.includes('step segments')).map((line) => line.trim())).to.deep.equal([
      'step segments 2 0-6',
      'step segments 2 6-12',
    ]);
    expect(lines.filter((line) => line.includes('nothing'))).to.deep.equal([]);
    expect(lines[1]).to.match(/^program .* 0-12$/);
  });

  it('is of the fastest execution, and of several equal ones the first', () => {
    const steps =
      '[{ measure: inner, do: [{ segments: 3 }] }, { measure: inner, do: [{ segments: 2 }] }, { measure: inner, do: [{ segments: 1 }, { segments: 1 }] }, { measure: inner, do: [{ segments: 7 }] }]';
    const inner = toy.replace('workload', '- measure: m\n        do: [', '- repeat: 1\n        do: [');
    const window = windowOf(inner.steps('measured', steps), 1, { statistic: 'minimum' }, 'inner');
    const found = outline(window).filter((line) => line.includes('step'));
    expect(found.map((line) => line.trim())).to.deep.equal(['step segments 2 0-6']);
  });
});

describe('a trace', () => {
  it('nests steps in the paths that they stand in, and names the system call', () => {
    const window = windowOf(toy.steps('measured', '[{ run: one }, { syscall: nothing }, { run: one }]'));
    checkWindow(window);
    const names = outline(window).map((line) => line.replace(/ [\d.]+-[\d.]+$/, ''));
    expect(names).to.deep.equal([
      'thread main',
      'program program main',
      '  call measured',
      '    step run one',
      '    system-call system-call nothing',
      '      step trap int',
      '      call nothing',
      '        step run one',
      '      step return iret',
      '    step run one',
    ]);
  });

  it('says on which line of which file a path and a step stand', () => {
    const system = toy.steps('measured', '[{ run: one }, { syscall: nothing }]');
    const [{ slices }] = windowOf(system).tracks;
    const lineOf = (file: 'structure' | 'workload', text: string): number =>
      1 +
      system
        .read(`model/${file === 'structure' ? 'kernels/structures' : 'workloads'}/toy.yaml`)!
        .split('\n')
        .findIndex((line) => line.includes(text));
    const sourceOf = (name: string): unknown =>
      slices.find(({ activity }) => activity.name === name)?.activity.source;
    expect(sourceOf('measured')).to.deep.equal({
      file: 'model/workloads/toy.yaml',
      line: lineOf('workload', '  measured:'),
    });
    expect(sourceOf('trap int')).to.deep.equal({
      file: 'model/kernels/structures/toy.yaml',
      line: lineOf('structure', '- trap: int'),
    });
  });

  it('is of the last iteration of a loop over operations, or of more', () => {
    const looping = toy
      .replace(
        'workload',
        '{ call: measured, with: { left: left, right: right } }',
        '{ repeat: 10, do: [{ run: one }, { run: step }] }',
      )
      .replace('workload', 'measure: m', 'measure: m\n        operations: 20');
    const one = windowOf(looping, 1);
    // An iteration is two operations.
    expect(one.operations).to.equal(2);
    const five = windowOf(looping, 5);
    expect(five.operations).to.equal(6);
    expect(five.end - five.start).to.equal((one.end - one.start) * 3);
    expect(windowOf(looping, 1000).operations).to.equal(20);
    checkWindow(five);
  });

  it('has a track for each thread, and shows switches and idling', () => {
    const system = toy.steps('measured', '[{ syscall: read-disk, with: { block: 77, bytes: 512 } }]');
    const window = windowOf(system);
    checkWindow(window);
    expect(window.tracks.map(({ name }) => name)).to.deep.equal(['main', 'idle']);
    const [, idle] = window.tracks;
    const kinds = idle.slices.map(({ activity }) => activity.kind);
    expect(kinds).to.include.members(['idle', 'switch', 'interrupt']);
    const halt = idle.slices.find(({ activity }) => activity.name === 'halt');
    const [cell] = halt!.charges.keys();
    expect(CAUSES[cell % CAUSES.length]).to.equal('disk-wait');
  });

  it('shows page faults, and interrupts inside of what they interrupt', () => {
    const window = windowOf(
      toy
        .clock('20 kHz')
        .steps('measured', '[{ touch: true, writes: { bss: 1 } }, { compute: 30000, code: { text: 1 } }]'),
    );
    checkWindow(window);
    const kinds = window.tracks[0].slices.map(({ activity }) => `${activity.kind} ${activity.name}`);
    expect(kinds).to.include('fault page-fault');
    expect(kinds.filter((kind) => kind === 'interrupt interrupt clock-interrupt')).to.have.lengthOf(6);
    expect(kinds.filter((kind) => kind === 'step compute text')).to.have.lengthOf(7);
  });

  it('names a forked process by what it runs once it has left the kernel', () => {
    const fork = '{ syscall: spawn, child: [{ run: one }, { syscall: nothing }] }';
    const disk = '{ syscall: read-disk, with: { block: 77, bytes: 512 } }';
    const window = windowOf(toy.steps('measured', `[${fork}, ${disk}, ${fork}, ${disk}]`));
    checkWindow(window);
    expect(window.tracks.map(({ name }) => name)).to.deep.equal([
      'main',
      'measured: child',
      'idle',
      'measured: child',
    ]);
    const [, child] = window.tracks;
    expect(child.slices.slice(0, 2).map(({ activity }) => activity.name)).to.deep.equal([
      'start-process',
      'switch',
    ]);
  });
});
