import { expect } from 'chai';
import { RandomStreams } from '../../../../model/core/random.ts';
import { byCause, total } from '../../../support/outcome.ts';
import { toy } from '../../../support/toy.ts';

const read = (block: number, bytes: number): string =>
  `{ syscall: read-disk, with: { block: ${block}, bytes: ${bytes} } }`;
const waited = (steps: string, base = toy): number =>
  byCause(base.steps('measured', steps).run(), 'idle')['disk-wait'] ?? 0;

/** What the caller still does after the request and before the machine halts, cold: the switch and the idle loop. */
const BEFORE_HALT = waited(`[${read(0, 1000)}]`);

describe('waiting for the disk', () => {
  it('takes overhead and transfer for the block under the arm', () => {
    const outcome = toy.steps('measured', `[${read(0, 1000)}]`).run();
    // 1 ms of overhead and 1 ms for 1000 bytes at 1 MB/s, less the switch to the idle thread and its first round:
    // 100 for the switch, 6 instructions on one line of code from memory.
    expect(byCause(outcome, 'idle')).to.deep.equal({ 'disk-wait': 200_000 - 100 - (30 + 28 + 20 + 6) });
    expect(total(outcome)).to.equal(outcome.elapsedCycles);
  });

  it('ends by an interrupt that wakes the caller', () => {
    const { 'mode-switch': crossings, 'port-io': ports } = byCause(
      toy.steps('measured', `[${read(0, 1)}]`).run(),
    );
    // The caller's system call, and the interrupt; the idle thread's return from it is still to come.
    expect(crossings).to.equal(40 + 20 + 36);
    expect(ports).to.equal(50);
  });

  it('adds the rotation, from its own random stream, for another block', () => {
    const turn = new RandomStreams('toy').stream('disk-rotation').uniform();
    // Block 1 lies on the same cylinder; a turn of 6000 rpm takes a million cycles.
    expect(waited(`[${read(1, 1000)}]`) - BEFORE_HALT).to.be.closeTo(turn * 1_000_000, 0.001);
  });

  it('needs neither seek nor rotation to go on where it stopped', () => {
    const first = waited(`[${read(0, 1024)}]`);
    const both = waited(`[${read(0, 1024)}, ${read(1, 1024)}]`);
    // The switch to the idle thread, which first returns from the interrupt that woke the caller.
    expect(both - first).to.equal(202_400 - 100 - 20);
  });

  it('seeks longer the farther the block', () => {
    const stays = waited(`[${read(1, 1000)}]`);
    const far = waited(`[${read(1_000_000, 1000)}]`);
    const near = waited(`[${read(1000, 1000)}]`);
    expect(near - stays).to.be.greaterThan(200_000);
    expect(far).to.be.greaterThan(near);
    // (10 - 2) / (8 / 15) ms over the whole of the disk, after 2 ms for the first track.
    expect(far - stays).to.be.within(1_600_000, 1_700_000);
  });

  it('lets another process run meanwhile', () => {
    const outcome = toy
      .steps('helper', '[{ while: true, do: [{ compute: 1000, code: { text: 1 } }] }]')
      .steps(
        'measured',
        `[{ launch: partner, program: other, with: { left: left, right: right } }, ${read(0, 1000)}]`,
      )
      .replace('structure', '- if: must_reschedule\n', '- if: true\n')
      .clock('10 kHz')
      .run();
    expect(byCause(outcome, 'idle')).to.deep.equal({});
    expect(byCause(outcome, 'user')['instructions']).to.be.greaterThan(190_000);
  });

  it('serves requests in the order in which they came', () => {
    const outcome = toy
      .steps(
        'helper',
        `[${read(0, 3000)}, { set: { left.limit: left.limit * 10 + 2 } }, { syscall: send, with: { to: right } }]`,
      )
      .steps(
        'measured',
        `[{ set: { left.limit: 0 } }, { launch: partner, program: other, with: { left: left, right: right } },
          ${read(0, 1000)}, { set: { left.limit: left.limit * 10 + 1 } }, { syscall: receive, with: { from: right } },
          { run: one, times: left.limit }]`,
      )
      .run();
    expect(byCause(outcome)['instructions']).to.equal(12 + 20 + 30 + 6);
  });
});
