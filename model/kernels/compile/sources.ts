import type { Locator } from '../../document/check.ts';
import type { Personality } from '../files/personality-file.ts';
import type { Structure } from '../files/structure-file.ts';
import type { Workload } from '../files/workload-file.ts';

/** A checked file with what is needed to point into it. */
export interface Source<Spec> {
  spec: Spec;
  locator: Locator;
}

/** What a program is compiled from: each file first, then what it includes. */
export interface Sources {
  structure: readonly Source<Structure>[];
  personality: readonly Source<Personality>[];
  workload: readonly Source<Workload>[];
}
