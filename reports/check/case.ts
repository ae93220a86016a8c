/** One thing that a check looked at, for reports that other programs read. */
export interface Case {
  /** What it belongs to, such as an experiment. */
  group: string;
  name: string;
  /** Absent when it is as it should be. */
  failure?: { kind: string; message: string };
  /** Where it stands, when that is a file of the user's. */
  file?: string;
  line?: number;
}
