import type { Outcome } from '../../model/index.ts';
import { toy, type Toy } from './toy.ts';

/** Cycles of a run by cause, in all places or in one. */
export function byCause({ charges }: Outcome, place?: string): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const charge of charges) {
    if (place !== undefined && charge.place !== place) continue;
    sums[charge.cause] = (sums[charge.cause] ?? 0) + charge.cycles;
  }
  return sums;
}

/** Sum of all charges. */
export function total({ charges }: Outcome): number {
  return charges.reduce((sum, { cycles }) => sum + cycles, 0);
}

/** Instructions that steps run on the toy system, where an instruction takes one cycle. */
export function instructionsOf(steps: string, base: Toy = toy): number {
  return byCause(base.steps('measured', steps).run())['instructions'] ?? 0;
}

/** Cycles of steps that have run before, so that caches and TLBs hold what they use. */
export function warm(steps: string, base: Toy = toy): number {
  const again = '{ call: measured, with: { left: left, right: right } }';
  return base.steps('before', `[${again}, ${again}]`).steps('measured', steps).run().measures['m'].cycles;
}

/** How often the measured blocks of a name have run. */
export function count({ measures }: Outcome, name: string): number {
  return measures[name]?.operations ?? 0;
}
