import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiskLibrary } from '../../api/disk-library.ts';
import { projectDirectory } from '../project-directory.ts';

const WORKLOAD = 'steady-rounds';

/** The shipped files and, among the workloads, `steady-rounds`: an include is looked up beside its file. */
export class SteadyLibrary extends DiskLibrary {
  override read(file: string): string | undefined {
    if (file !== `model/workloads/${WORKLOAD}.yaml`) return super.read(file);
    return readFileSync(join(projectDirectory(), 'bench', 'workloads', `${WORKLOAD}.yaml`), 'utf8');
  }
}
