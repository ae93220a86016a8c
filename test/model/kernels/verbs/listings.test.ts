import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { DiskLibrary, PACKAGE } from '../../../../api/disk-library.ts';
import { loadSystem } from '../../../../model/library.ts';
import { compile } from '../../../../model/kernels/compile/compile.ts';
import { listingOf } from '../../../support/listing.ts';
import { toy } from '../../../support/toy.ts';

/** Steps of each verb, in every form that compiles in its own way; `left` and `right` are channels. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  run: [
    '{ run: work }',
    '{ run: work, reads: { table: 2 } }',
    '{ run: work, times: 3, reads: { table: 2 } }',
  ],
  compute: [
    '{ compute: 30, code: { text: 4 } }',
    '{ compute: 100, code: { text: { lines: 4, at: 2, every: 3 }, cold: 2 }, writes: { table: 1 } }',
    '{ compute: sixty, code: { text: 2 }, in: linux }',
  ],
  work: [
    '{ work: 5000, locality: wide, code: { segment: text, pages: 2 }, data: { segment: bss, pages: left.limit } }',
  ],
  touch: [
    '{ touch: true, reads: { table: { lines: 2, at: 3, every: 2 }, left.page: 1 } }',
    '{ touch: true, writes: { self.stack-page: 2, buffer: { lines: 1, words: 8 } }, reads: { text: 1 } }',
  ],
  trap: ['int', 'exception', 'interrupt', 'call-gate', 'system-call'].map((kind) => `{ trap: ${kind} }`),
  return: ['iret', 'far', 'system-call'].map((kind) => `{ return: ${kind}, reads: { table: 1 } }`),
  segments: ['{ segments: 4 }'],
  privileged: [
    '{ privileged: { lldt: 1, cr-load: 2, cr-read: 3, invalidate-page: 4 }, writes: { table: 1 } }',
  ],
  spend: ['{ spend: pause }'],
  io: ['{ io: isa, times: 2 }', '{ io: pci, times: 3 }'],
  'task-switch': ['{ task-switch: true, reads: { table: 1 } }'],
  'enter-space': ['{ enter-space: user }', '{ enter-space: server }'],
  'flush-tlb': ['{ flush-tlb: true }'],
  copy: [
    '{ copy: 64, from: buffer, to: left.page }',
    '{ copy: left.items * 4, from: buffer, to: buffer, instructions: 2.5, from-by: frame, to-by: frame, fetch-target: true }',
    '{ copy: 64, from: buffer, to: buffer, from-by: mapping, to-by: frame }',
  ],
  fill: ['{ fill: 64, to: buffer }', '{ fill: 64, to: buffer, to-by: frame }'],
  scan: [
    '{ scan: 64, from: buffer, instructions: 2 }',
    '{ scan: 64, from: buffer, instructions: 2, from-by: frame }',
  ],
  walk: [
    '{ walk: 8, reads: [{ from: buffer, every: 8 }], writes: [{ from: big, every: 16, bytes: 8 }], updates: [{ from: table, every: 4 }], instructions: 3 }',
    '{ walk: 8, reads: [{ from: buffer, every: 8 }], instructions: sixty, untimed: true }',
  ],
  'start-timer': ['{ start-timer: beat }'],
  call: ['{ call: nothing }', '{ call: spend, with: { units: 2 + 3 } }'],
  syscall: [
    '{ syscall: spend, with: { units: 2 } }',
    '{ syscall: spawn, child: [{ finish: true }], pass: { n: left.items, at: buffer } }',
  ],
  repeat: ['{ repeat: 3, do: [{ run: one }] }', '{ repeat: left.items, do: [] }'],
  while: ['{ while: left.items > 0, do: [{ run: one }] }'],
  if: ['{ if: true, then: [{ run: one }] }', '{ if: left.items == 1, then: [], else: [{ run: one }] }'],
  choose: [
    '{ choose: stream, among: [{ weight: 1, do: [{ run: one }] }, { weight: 3, do: [] }, { weight: 4, do: [{ halt: true }] }] }',
  ],
  set: [
    '{ set: { n: 1, left.items: left.items + n } }',
    '{ set: { page: buffer + 32 } }',
    '{ set: { n: "-min(left.items, 4) * 2 % 3", left.limit: "!must_reschedule && true" } }',
    '{ set: { a: frame(buffer), w: waiters(left.readers), i: image(tiny), f: file(archive), k: fault(absent) } }',
  ],
  new: ['{ new: { mine: channel, other: request } }'],
  free: ['{ free: left }'],
  wait: ['{ wait: left.readers }'],
  wake: ['{ wake: left.writers }'],
  'hand-off': ['{ hand-off: left.readers }', '{ hand-off: left.readers, then-wait: right.writers }'],
  reschedule: ['{ reschedule: true }'],
  'account-tick': ['{ account-tick: true }'],
  'handle-faults': ['{ handle-faults: protect }'],
  'enter-handler': ['{ enter-handler: buffer }'],
  start: ['{ start: self, at: 0 }'],
  finish: ['{ finish: true }'],
  halt: ['{ halt: true }'],
  space: [
    '{ space: create, of: self, image: image(tiny) }',
    '{ space: fork, of: self, from: self.parent }',
    '{ space: exec, of: self, image: image(tiny) }',
    '{ space: destroy, of: self }',
  ],
  page: [
    ...[
      'install',
      'map',
      'unmap-everywhere',
      'write-protect',
      'drop',
      'unmap-others',
      'protect',
      'unprotect',
    ],
    'write-protect-others',
  ].map((what) => `{ page: ${what}, at: buffer, write: left.items }`),
  'share-page': ['{ share-page: buffer, at: big }', '{ share-page: buffer, at: big, write: false }'],
  'cache-page': ['{ cache-page: file(archive), offset: 2 }'],
  'each-page': [
    '{ each-page: present, of: self, as: page, do: [{ page: drop, at: page }] }',
    '{ each-page: mapped, of: self, segment: bss, as: page, do: [] }',
    '{ each-page: private-writable, of: self, as: page, do: [] }',
    '{ each-page: shared-file, of: self.parent, as: page, do: [] }',
  ],
  disk: [
    '{ disk: read, block: 7, bytes: 1024, then-wake: left.readers }',
    '{ disk: write, block: 7, bytes: 1024, then-wake: left.readers }',
  ],
  part: ['{ part: first }'],
  in: ['{ in: linux }'],
  launch: [
    '{ launch: child, program: other, with: { left: left, right: right } }',
    '{ launch: child, program: other, with: { left: left, right: right }, priority: 2 }',
  ],
  measure: ['{ measure: inner, do: [{ run: one }] }', '{ measure: inner, operations: 4, do: [] }'],
};

/** The body of a boundary operation stands in paths of the engine alone: the toy's `system-call` has it. */
const ELSEWHERE = ['body'];

const WIDE = `
localities:
  wide:
    code: { lines: { value: 4, source: toy, status: estimated }, instructions-per-line: { value: 8, source: toy, status: estimated }, near-pages: { value: 2, source: toy, status: estimated }, turnover: { value: 10 %, source: toy, status: estimated }, page-skew: { value: 1, source: toy, status: estimated }, used-lines: { value: 64, source: toy, status: estimated } }
    data: { lines: { value: 2, source: toy, status: estimated }, near-pages: { value: 3, source: toy, status: estimated }, turnover: { value: 10 %, source: toy, status: estimated }, page-skew: { value: 2, source: toy, status: estimated }, used-lines: { value: 32, source: toy, status: estimated }, written-share: { value: 30 %, source: toy, status: estimated }, words-per-written-line: { value: 2, source: toy, status: estimated }, fill-share: { value: 10 %, source: toy, status: estimated } }
    window: { value: 1000, source: toy, status: estimated }
constants: { sixty: { value: 60, source: toy, status: estimated } }
costs: { pause: { value: 17 cycles, source: toy, status: estimated } }
timers: { beat: { rate: 50 Hz, handler: clock-interrupt } }
`;
const system = toy.append('workload', WIDE);

/** What a step becomes, with its name in flame charts. */
function listed(step: string): string {
  const program = system.steps('measured', `[${step}]`).program();
  return [`- ${step}`, ...listingOf(program, 'measured')].join('\n');
}

/** Compares a text with a file of goldens; UKPERF_UPDATE=1 writes the file, for a reviewer to read. */
function compareGolden(name: string, text: string): void {
  const file = join(PACKAGE, 'test/data/listings', name);
  if (process.env.UKPERF_UPDATE === '1') writeFileSync(file, text);
  expect(text).to.equal(readFileSync(file, 'utf8'));
}

describe('operations of', () => {
  it('each verb are listed', () => {
    const schema = JSON.parse(readFileSync(join(PACKAGE, 'schemas/structure.schema.json'), 'utf8')) as {
      definitions: { step: { properties: object } };
    };
    const verbs = Object.keys(schema.definitions.step.properties);
    expect([...Object.keys(STEPS), ...ELSEWHERE].sort()).to.deep.equal(verbs.sort());
  });

  it('steps of each verb are those of the listing', () => {
    const text = Object.entries(STEPS)
      .map(([verb, steps]) => `# ${verb}\n\n${steps.map(listed).join('\n\n')}\n`)
      .join('\n');
    compareGolden('verbs.txt', text);
  });

  for (const structure of ['linux', 'l4linux', 'mklinux-in-kernel']) {
    it(`boundary paths of ${structure} are those of the listing`, () => {
      const { sources } = loadSystem(new DiskLibrary(), 'pentium-133-sourced', structure, 'getpid');
      const program = compile(sources);
      const names = ['system-call', 'page-fault', 'resolve-page', 'interrupt', 'switch', 'idle', 'getpid'];
      const text = names.map((name) => `# ${name}\n\n${listingOf(program, name).join('\n')}\n`).join('\n');
      compareGolden(`${structure}.txt`, text);
    });
  }
});
