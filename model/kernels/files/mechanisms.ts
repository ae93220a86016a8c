/**
 * What crossing protection boundaries costs time for, beyond the work itself. Files say which of their functions belong to a mechanism;
 * functions of no mechanism are the work.
 */
export const MECHANISMS = [
  'mode-switches',
  'ipc',
  'tlb-refills',
  'cache-refills',
  'copies',
  'page-mapping',
  'scheduling',
  'interrupts',
] as const;
export type Mechanism = (typeof MECHANISMS)[number];
