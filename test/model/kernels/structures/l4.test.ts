import { expect } from 'chai';
import { ModelError } from '../../../../model/index.ts';
import type { Measurement } from '../../../../model/kernels/engine/measures.ts';
import { chargesAt, l4Machine, runOwn, runShipped } from '../../../support/l4.ts';

const machine = l4Machine();
const CPI = machine.processor['cycles-per-instruction'];
const LEVEL = machine.tlb['walk-level'];
const TRAP = machine.privilege['interrupt-instruction'] + machine.privilege['return-from-interrupt'];
const SEGMENT = machine.privilege['segment-load'];
const CR3 = machine.privilege['cr3-load'];

const cycles = ({ cycles, operations }: Measurement): number => cycles / operations;

describe('a call and its answer on L4', () => {
  const call = runShipped('synchronous-rpc');

  it('has the charges that its two messages add up to', () => {
    const kernel = chargesAt(call, 'l4');
    // 46 instructions of the short path and 7 of the switch to a large space, each way.
    expect(kernel['instructions']).to.be.closeTo(2 * (46 + 7) * CPI, 0.01);
    expect(kernel['mode-switch']).to.equal(2 * TRAP);
    expect(kernel['segment-load']).to.equal(2 * 2 * SEGMENT);
    expect(kernel['address-space-switch']).to.equal(2 * CR3);
    // After each flush: the kernel's code and data by large pages, two pages of thread control blocks by small ones.
    expect(kernel['itlb-miss']).to.equal(2 * LEVEL);
    expect(kernel['dtlb-miss']).to.equal(2 * (LEVEL + 2 * 2 * LEVEL));
  });

  it('leaves the programs their bindings, their loop, and the refill of their three pages', () => {
    const user = chargesAt(call, 'user');
    expect(user['instructions']).to.be.closeTo((2 * 16 + 6 + 12) * CPI, 0.01);
    expect(user['itlb-miss']).to.equal(2 * 2 * LEVEL);
    expect(user['dtlb-miss']).to.equal(2 * 2 * 2 * LEVEL);
  });

  it('misses in no cache', () => {
    for (const place of ['l4', 'user'])
      expect(chargesAt(call, place)).to.not.have.any.keys('l1-data-miss', 'l1-instruction-miss', 'l2-miss');
  });

  it('loads CR3 but refills nothing with a tagged TLB', () => {
    const tagged = runShipped('synchronous-rpc', { path: 'tlb.tagged', value: '1' });
    expect(chargesAt(tagged, 'l4')['address-space-switch']).to.equal(2 * CR3);
    expect(chargesAt(tagged, 'l4')).to.not.have.any.keys('itlb-miss', 'dtlb-miss');
    expect(cycles(call) - cycles(tagged)).to.equal(24 * LEVEL);
  });
});

describe('a call that maps on L4', () => {
  const one = runShipped('mapping-rpc');

  it('adds the map item, and an unmap that flushes the TLB', () => {
    const kernel = chargesAt(one, 'l4');
    expect(kernel['instructions']).to.be.closeTo((184 + 7 + 46 + 7 + 143) * CPI, 0.01);
    expect(kernel['mode-switch']).to.equal(3 * TRAP);
    expect(kernel['address-space-switch']).to.equal(3 * CR3);
    expect(kernel['segment-load']).to.equal((5 + 2 + 2) * SEGMENT);
  });

  it('takes so many instructions more for each further page of the flexpage', () => {
    const block = chargesAt(runShipped('mapping-rpc-bandwidth'), 'l4');
    const first = chargesAt(one, 'l4')['instructions'];
    expect(block['instructions'] - first).to.be.closeTo(15 * (54 + 108) * CPI, 0.01);
    expect(block['mode-switch']).to.equal(3 * TRAP);
    expect(block['address-space-switch']).to.equal(3 * CR3);
  });
});

describe('a call with a string on L4', () => {
  it('copies once: a cycle a word, and six instructions a line', () => {
    const kernel = chargesAt(runShipped('synchronous-rpc-bandwidth'), 'l4');
    const words = 65536 / 4;
    expect(kernel['copy']).to.equal(words * machine.strings['per-word'] + machine.strings.start);
    expect(kernel['instructions']).to.be.closeTo((words * 0.75 + 173 + 55 + 7 + 46 + 7) * CPI, 20);
    expect(kernel['address-space-switch']).to.equal(2 * CR3);
  });
});

describe('the pipe on L4', () => {
  it('takes ten calls of the kernel and eight switches of the space for a round trip', () => {
    const kernel = chargesAt(runShipped('pipe'), 'l4');
    expect(kernel['mode-switch'] / TRAP).to.be.closeTo(10, 0.01);
    expect(kernel['address-space-switch'] / CR3).to.be.closeTo(8, 0.01);
  });
});

describe('IPC on L4', () => {
  const SERVER = `  server:
    image: task
    steps:
      - set: { self.buffer: data, self.room: 100 }
      - syscall: receive
      - while: true
        do: [{ syscall: reply-and-wait, with: { to: self.sender, word: self.bytes } }]
`;
  /** The word of the last answer: main measures an operation for each unit of it. */
  const answer = (steps: string, programs = SERVER): number =>
    runOwn(`${programs}  main:
    image: task
    steps: [{ launch: server, program: server }, ${steps}, { measure: m, operations: self.word, do: [{ segments: 1 }] }]
`).operations;
  const string = (bytes: number): string =>
    `{ syscall: call-with-string, with: { to: server, label: 0, bytes: ${bytes}, from: data } }`;

  it('tells the receiver how long a string is', () => {
    expect(answer(string(64))).to.equal(64);
    expect(answer(string(4))).to.equal(4);
  });

  it('cuts a string where the buffer of the receiver ends', () => {
    expect(answer(string(4096))).to.equal(100);
  });

  it('lets one who calls a busy partner wait', () => {
    // Main calls before the server can listen, so it comes first; the server answers its second caller, and then the first.
    const busy = `  server:
    image: task
    steps:
      - syscall: receive
      - set: { first: self.sender }
      - syscall: receive
      - set: { second: self.sender }
      - syscall: send
        with: { to: second, label: 0, word: 1 }
      - syscall: reply-and-wait
        with: { to: first, word: 7 }
  client:
    image: task
    params: { server: process }
    steps: [{ syscall: call-thread, with: { to: server, label: 0, word: 0 } }]
`;
    const client = '{ launch: client, program: client, with: { server: server } }';
    expect(
      answer(`${client}, { syscall: call-thread, with: { to: server, label: 0, word: 0 } }`, busy),
    ).to.equal(7);
  });

  it('with a partner that never waits comes to a stop', () => {
    const deaf = `  server: { image: task, steps: [{ set: { x: 1 } }] }\n`;
    expect(() => answer(string(4), deaf)).to.throw(ModelError, 'every process waits');
  });
});

describe('faults on L4', () => {
  const PAGER = `  pager:
    image: task
    steps:
      - syscall: receive
      - while: true
        do:
          - part: paging
          - syscall: reply-pages-and-wait
            with: { to: self.sender, pages: 1, from: data }
`;
  const touching = (setup: string): Measurement =>
    runOwn(`${PAGER}  main:
    image: task
    steps:
      - launch: pager
        program: pager
      ${setup}
      - touch: true
        reads: { cold: 1 }
      - measure: m
        do: [{ touch: true, reads: { cold: { lines: 1, at: 128 } } }]
`);

  it('are a message to the pager of the thread, and its answer maps a page of its own', () => {
    const fault = chargesAt(touching('- set: { self.pager: pager, self.has-pager: 1 }'), 'l4');
    // Out by an exception, back by the pager's call and the return to the thread that faulted.
    const { exception } = machine.privilege;
    expect(fault['mode-switch']).to.equal(exception + TRAP + machine.privilege['return-from-interrupt']);
    expect(fault['address-space-switch']).to.equal(2 * CR3);
    expect(fault).to.not.have.any.keys('copy');
  });

  it('of a thread without a pager are resolved by the initial one', () => {
    const fault = chargesAt(touching('- set: { self.has-pager: 0 }'), 'l4');
    expect(fault).to.not.have.any.keys('address-space-switch');
    // A page of zeros.
    expect(fault['copy']).to.be.greaterThan(1000);
  });
});
