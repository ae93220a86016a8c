import type { Charge } from '../../model/index.ts';

/** Where the cycles of one operation of a test went. */
export interface OperationCharges {
  experiment: string;
  test: string;
  system: string;
  charges: Charge[];
}
