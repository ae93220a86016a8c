import type { Charge, Measured } from '../model/index.ts';

/** Where the cycles of one operation of a test went. */
export interface OperationCharges {
  experiment: string;
  test: string;
  system: string;
  charges: Charge[];
}

/** Charges of one operation: all that ran, warm-up and helpers included, scaled to its time. */
export function chargesOfOperation({ charges, cyclesPerOperation, elapsedCycles }: Measured): Charge[] {
  const scale = cyclesPerOperation / elapsedCycles;
  return charges.map((charge) => ({ ...charge, cycles: charge.cycles * scale }));
}
