import { quoted } from './shell-words.ts';

/** An array of tasks that share a list of chunks. */
export interface JobArray {
  /** The job's name, by which it is found again. */
  name: string;
  tasks: number;
  /** Absolute paths, the same on all nodes. */
  directory: string;
  /** Numbers of the first run of each chunk, one a line. */
  chunks: string;
  /** `%a` stands for the number of the task. */
  log: string;
  /** Node and the command line's program. */
  command: readonly string[];
}

/**
 * The text of the batch file. Slurm runs a task again when its node has died (--requeue), and a task leaves out what is there: so nothing
 * is lost, and what was done is not done again.
 */
export function batchFile({ name, tasks, directory, chunks, log, command }: JobArray): string {
  const words = [...command, 'sweep', 'work', directory, '--chunks-from', chunks].map(quoted);
  return `#!/bin/sh
#SBATCH --job-name=${name}
#SBATCH --array=1-${tasks}
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=${JSON.stringify(log)}
exec ${words.join(' ')} --shard "$SLURM_ARRAY_TASK_ID/${tasks}" --workers "\${SLURM_CPUS_PER_TASK:-1}"
`;
}
