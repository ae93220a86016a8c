import { addCharge, type Charge } from '../core/charges.ts';

/** What one operation of a test takes, in cycles. */
export interface Operation {
  /** Of the measured block or a part of it, less what the test subtracts; or the total of all blocks. */
  cycles: number;
  /** Where the time went; adds up to `cycles`. */
  charges: Charge[];
  /** By named part of the block. */
  parts: Record<string, number>;
  /** Where the time of each part went; adds up to its cycles in `parts`. */
  partCharges: Record<string, Charge[]>;
}

/** Adds operations up: time, charge by charge, and part by part. */
export function sumOf(operations: readonly Operation[]): Operation {
  const charges = new Map<string, Charge>();
  const parts = new Map<string, number>();
  const partCharges = new Map<string, Map<string, Charge>>();
  let cycles = 0;
  for (const one of operations) {
    cycles += one.cycles;
    for (const charge of one.charges) addCharge(charges, charge);
    for (const [part, spent] of Object.entries(one.parts)) parts.set(part, (parts.get(part) ?? 0) + spent);
    for (const [part, own] of Object.entries(one.partCharges)) {
      const table = partCharges.get(part) ?? new Map<string, Charge>();
      partCharges.set(part, table);
      for (const charge of own) addCharge(table, charge);
    }
  }
  return {
    cycles,
    charges: [...charges.values()],
    parts: Object.fromEntries(parts),
    partCharges: Object.fromEntries([...partCharges].map(([part, table]) => [part, [...table.values()]])),
  };
}

/** An operation so many times. */
export function times({ cycles, charges, parts, partCharges }: Operation, factor: number): Operation {
  const scaled = (table: readonly Charge[]): Charge[] =>
    table.map((charge) => ({ ...charge, cycles: charge.cycles * factor }));
  return {
    cycles: cycles * factor,
    charges: scaled(charges),
    parts: mapped(parts, (spent) => spent * factor),
    partCharges: mapped(partCharges, scaled),
  };
}

/** One of so many equal operations. */
export function oneOf(operation: Operation, operations: number): Operation {
  const one = times(operation, 1 / operations);
  // Divided, not multiplied by an inverse that is rounded already.
  return {
    ...one,
    cycles: operation.cycles / operations,
    parts: mapped(operation.parts, (spent) => spent / operations),
  };
}

/** A part of an operation alone, as the operation that is reported. */
export function partOf(operation: Operation, part: string): Operation {
  const { parts, partCharges } = operation;
  return { ...operation, cycles: parts[part] ?? 0, charges: partCharges[part] ?? [] };
}

function mapped<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
