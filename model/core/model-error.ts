/** A fault of a machine, structure or workload that shows only when it runs: a deadlock, an endless page fault. */
export class ModelError extends Error {
  override name = 'ModelError';
}
