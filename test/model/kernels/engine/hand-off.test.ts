import { expect } from 'chai';
import { ModelError } from '../../../../model/index.ts';
import { byCause } from '../../../support/outcome.ts';
import { toy, type Toy } from '../../../support/toy.ts';

const LAUNCH = '{ launch: partner, program: other, with: { left: left, right: right } }';
/** Two partners wait on `left.readers`, then main goes on; each says that it runs by instructions of its own. */
const TWO_WAIT = `${LAUNCH}, ${LAUNCH}, { wait: right.writers }`;
const helper = (body: string): Toy =>
  toy.steps(
    'helper',
    `[{ set: { left.items: left.items + 1 } }, { part: arriving }, { segments: 100 }, { part: rest }, { if: left.items == 2, then: [{ wake: right.writers }] }, { wait: left.readers }, ${body}]`,
  );

describe('a hand-off', () => {
  it('runs the thread that waits longest at once, whoever is ready', () => {
    // A third partner is ready, and never comes to run: the first hands back.
    const outcome = helper('{ part: woken }, { run: work }, { part: rest }, { hand-off: right.readers }')
      .steps('measured', `[${TWO_WAIT}, ${LAUNCH}, { hand-off: left.readers, then-wait: right.readers }]`)
      .run();
    // One has done its work, with lines of code to fill.
    expect(outcome.parts['woken']).to.be.within(100, 300);
    expect(outcome.parts['arriving']).to.equal(2 * 300);
  });

  it('leaves the running thread ready unless it waits itself', () => {
    const outcome = helper('{ run: work }')
      .steps('measured', `[${TWO_WAIT}, { hand-off: left.readers }]`)
      .run();
    // One partner has run to its end; main was the only ready thread then.
    expect(byCause(outcome)['instructions']).to.equal(100);
  });

  it('takes one waiter off the queue and leaves the others', () => {
    const outcome = helper('{ run: work }')
      .steps('measured', `[${TWO_WAIT}, { hand-off: left.readers }, { hand-off: left.readers }]`)
      .run();
    expect(byCause(outcome)['instructions']).to.equal(200);
  });

  it('enters no switch path: the path around it says what it costs', () => {
    const switches = (steps: string): number =>
      (byCause(helper('{ run: work }').steps('measured', `[${TWO_WAIT}, ${steps}]`).run())['task-switch'] ??
        0) / 100;
    // The partners' start, back to main; then only the switch from the partner that ended.
    expect(switches('{ run: one }')).to.equal(3);
    expect(switches('{ hand-off: left.readers }')).to.equal(4);
  });

  it('to a queue on which nobody waits is a mistake of the model', () => {
    expect(() => toy.steps('measured', '[{ hand-off: left.readers }]').run()).to.throw(
      ModelError,
      'a hand-off to a queue on which nobody waits',
    );
  });
});
