/** What one run of a workload gives: proof of the work, and the time that the work alone took. */
export interface Measurement {
  checksum: number;
  nanoseconds: number;
}
