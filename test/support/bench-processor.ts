import { Charges, type Cause } from '../../model/core/charges.ts';
import { cyclesOf } from '../../model/core/clock.ts';
import { Processor } from '../../model/hardware/processor.ts';
import type { Override } from '../../model/library.ts';
import { toy } from './toy.ts';

/** A processor of the toy machine on a test bench: what did one action cost, and for which causes? */
export class BenchProcessor extends Processor {
  constructor(overrides: readonly Override[] = []) {
    super(toy.machine(overrides), new Charges(['here', 'there']));
  }

  /** Cycles by cause of an action. */
  cost(action: () => void): Partial<Record<Cause, number>> {
    const before = this.charges.ticks.slice();
    action();
    const spent = this.charges.ticks.map((ticks, at) => ticks - before[at]);
    return Object.fromEntries(this.charges.cells(spent).map(({ cause, cycles }) => [cause, cycles]));
  }

  /** Cycles for which the bus will still be busy. */
  get busyFor(): number {
    return cyclesOf(Math.max(0, this.busBusyUntil - this.now));
  }

  /** Lets the bus come to rest. */
  rest(): void {
    this.execute(1000);
  }
}
