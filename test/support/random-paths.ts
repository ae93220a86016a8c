import fc from 'fast-check';
import { FRAME_ORDERS } from '../../model/hardware/frame-order.ts';
import { toy, type Toy } from './toy.ts';

/** A step as it would stand in YAML. */
type Step = Record<string, unknown>;

/** Lines that stay within the memory named. */
const lines = (most: number): fc.Arbitrary<{ lines: number; at: number }> =>
  fc
    .nat(most - 1)
    .chain((at) =>
      fc.integer({ min: 1, max: Math.min(40, most - at) }).map((count) => ({ lines: count, at })),
    );
const LINES: Record<string, number> = {
  table: 8,
  buffer: 128,
  big: 2048,
  stack: 256,
  bss: 2048,
  data: 256,
  text: 256,
  vector: 128,
};
const BYTES: Record<string, number> = { buffer: 4096, big: 65536, stack: 8192, bss: 65536 };

const touches = (kind: 'reads' | 'writes', names: readonly string[]): fc.Arbitrary<Step> =>
  fc
    .constantFrom(...names)
    .chain((name) => lines(LINES[name]).map((extent) => ({ [kind]: { [name]: extent } })));
const touch = fc
  .oneof(
    touches('reads', Object.keys(LINES)),
    touches('writes', ['table', 'buffer', 'big', 'stack', 'bss', 'data', 'vector']),
  )
  .map((what): Step => ({ touch: true, ...what }));

/** An address with some bytes behind it. */
const place = fc
  .constantFrom(...Object.keys(BYTES))
  .chain((name) =>
    fc.integer({ min: 0, max: BYTES[name] / 32 - 65 }).map((line) => `${name} + ${line * 32}`),
  );
const by = fc.constantFrom('mapping', 'frame');
const bytes = fc.integer({ min: 0, max: 2048 });
const copy = fc
  .record({ copy: bytes, from: place, to: place, 'from-by': by, 'to-by': by })
  .map((step): Step => step);
const fill = fc.record({ fill: bytes, to: place }).map((step): Step => step);
const scan = fc
  .record({ scan: bytes, from: place, instructions: fc.constantFrom(0, 1, 2.5), 'from-by': by })
  .map((step): Step => step);

const run = fc
  .tuple(fc.constantFrom('work', 'step', 'one'), fc.nat(3))
  .map(([name, times]): Step => ({ run: name, times }));
const compute = fc
  .tuple(fc.nat(3000), lines(200))
  .map(([instructions, extent]): Step => ({ compute: instructions, code: { text: extent } }));
const hardware = fc.constantFrom<Step>(
  { trap: 'int' },
  { trap: 'exception', reads: { table: 1 } },
  { return: 'iret' },
  { segments: 2 },
  { privileged: { lldt: 1, 'cr-load': 1 } },
  { io: 'pci', times: 1 },
  { in: 'linux' },
  { part: 'a' },
  { part: 'b' },
  { 'enter-space': 'server' },
  { 'enter-space': 'user' },
  { 'flush-tlb': true },
  { 'task-switch': true },
);
const pages = fc.constantFrom<Step>(
  { page: 'drop', at: 'bss' },
  { page: 'write-protect', at: 'stack' },
  { page: 'unmap-everywhere', at: 'bss + 4096' },
);
const state = fc.constantFrom<Step>(
  { set: { 'left.limit': 'left.limit + 1' } },
  { set: { 'left.limit': '(left.limit + 1) % 3' } },
  { if: 'left.limit % 2 == 0', then: [{ run: 'step' }], else: [{ run: 'one' }] },
  { syscall: 'nothing' },
  { syscall: 'spend', with: { units: 3 } },
  { syscall: 'read-disk', with: { block: 0, bytes: 0 } },
  { syscall: 'read-disk', with: { block: 77, bytes: 512 } },
);
/** Main asks, and the partner answers; it takes two thread switches. */
const ask: Step[] = [
  { syscall: 'send', with: { to: 'left' } },
  { syscall: 'receive', with: { from: 'right' } },
];

const plain = fc.oneof({ weight: 4, arbitrary: fc.oneof(touch, run, compute) }, copy, fill, scan, hardware);
const rare = fc.oneof(
  { weight: 12, arbitrary: plain },
  { weight: 2, arbitrary: state },
  { weight: 1, arbitrary: pages },
);
const block = fc.array(rare, { minLength: 1, maxLength: 4 });
const repeat = fc.tuple(fc.nat(6), block).map(([times, steps]): Step => ({ repeat: times, do: steps }));
const choose = fc.tuple(block, block).map(([left, right]): Step => ({
  choose: 'coin',
  among: [
    { weight: 1, do: left },
    { weight: 2, do: right },
  ],
}));
const measure = block.map((steps): Step => ({ measure: 'inner', do: steps }));

const steps = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: rare.map((step) => [step]) },
      { weight: 1, arbitrary: repeat.map((step) => [step]) },
      { weight: 1, arbitrary: choose.map((step) => [step]) },
      { weight: 1, arbitrary: measure.map((step) => [step]) },
      { weight: 1, arbitrary: fc.constant(ask) },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((lists) => lists.flat());

export interface RandomSystem {
  system: Toy;
  /** What a failed case is printed as. */
  toString: () => string;
}

const toyEntry = (value: string): string => `{ value: ${value}, source: toy, status: estimated }`;

/**
 * A toy system whose main program repeats random steps, beside a partner that answers on a channel with random steps of its
 * own; with a clock or without.
 */
export const randomSystems: fc.Arbitrary<RandomSystem> = fc
  .record({
    loop: steps,
    partner: fc.array(plain, { maxLength: 2 }),
    before: fc.array(plain, { maxLength: 2 }),
    times: fc.integer({ min: 1, max: 120 }),
    clock: fc.constantFrom(undefined, '1 kHz', '20 kHz'),
    // The one counts time slices, the other leaves no trace but the time it takes.
    handler: fc.constantFrom('clock-interrupt', 'disk-interrupt'),
    tables: fc.constantFrom('shared', 'separate'),
    policy: fc.constantFrom('round-robin', 'goodness'),
    frames: fc.constantFrom(...FRAME_ORDERS),
  })
  .map(({ loop, partner, before, times, clock, handler, tables, policy, frames }) => {
    const program = [
      ...before,
      { launch: 'partner', program: 'other', with: { left: 'left', right: 'right' } },
      { repeat: times, do: loop },
    ];
    const answer = [
      { syscall: 'receive', with: { from: 'left' } },
      ...partner,
      { syscall: 'send', with: { to: 'right' } },
    ];
    const base = toy
      .replace('structure', 'page-tables: shared', `page-tables: ${tables}`)
      .replace('structure', 'policy: round-robin', `policy: ${policy}`)
      .replace(
        'structure',
        'scheduler:',
        `page-frames: { order: ${frames}, lists: ${toyEntry('6')}, used-before: ${toyEntry('50 %')}, still-in-use: ${toyEntry('50 %')} }\nscheduler:`,
      )
      // Only loops of programs are skipped, so the steps stand in the program itself.
      .replace(
        'workload',
        '{ call: measured, with: { left: left, right: right } }',
        program.map((step) => JSON.stringify(step)).join(', '),
      )
      .steps('helper', JSON.stringify([{ while: true, do: answer }]));
    return {
      system:
        clock === undefined
          ? base
          : base.replace(
              'structure',
              'timers: {}',
              `timers: { clock: { rate: ${clock}, handler: ${handler} } }`,
            ),
      toString: () => JSON.stringify({ program, answer, clock, handler, tables, policy, frames }),
    };
  });
