import type { Override, Precision } from '../../model/index.ts';
import type { PublishOptions } from './publish.ts';

/** Options of the command line. */
export interface CheckOptions extends PublishOptions {
  update?: boolean;
  claims?: string | true;
  strict?: boolean;
  experiments?: string[];
  targets?: string[];
  only?: string[];
  machine: string;
  seed: string;
  replications: number;
  precision: Precision;
  quick?: boolean;
  set: Override[];
  workers: number;
}
