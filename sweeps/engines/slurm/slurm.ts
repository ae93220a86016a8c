import { execFile } from 'node:child_process';
import { EngineError } from '../engine-error.ts';

/** What a command of Slurm's said; `away` when the controller can't be reached just now. */
type Answer = { stdout: string } | { away: string };

const AWAY =
  /unable to contact slurm controller|connection refused|timed out|communication connection failure|zero bytes/i;

/** The tasks of an array that wait or run. */
export interface Queued {
  /** Of the array. */
  job: string;
  waiting: number;
  running: number;
  /** Why those that wait do, in Slurm's words. */
  reason?: string;
}

/** Submits a batch file. @returns the number of the job, or why the controller can't be reached. @throws EngineError when Slurm refuses */
export async function submit(
  file: string,
  options: readonly string[],
): Promise<{ job: string } | { away: string }> {
  const answer = await slurm('sbatch', ['--parsable', ...options, file]);
  // On a federation the name of the cluster follows.
  return 'away' in answer ? answer : { job: answer.stdout.trim().split(';')[0] };
}

/** What waits or runs of the user's jobs of a name: undefined when nothing does. @throws EngineError */
export async function queued(name: string): Promise<Queued | undefined | { away: string }> {
  const answer = await slurm('squeue', [
    '--me',
    '--noheader',
    '--array',
    `--name=${name}`,
    '--format=%F %t %r',
  ]);
  if ('away' in answer) return answer;
  const lines = answer.stdout.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return undefined;
  const tasks = lines.map((line) => line.trim().split(/\s+/));
  const waiting = tasks.filter(([, state]) => state === 'PD');
  return {
    ...{ job: tasks[0][0], waiting: waiting.length, running: tasks.length - waiting.length },
    ...(waiting.length > 0 ? { reason: waiting[0].slice(2).join(' ') } : {}),
  };
}

/** How many tasks an array may have on this cluster. @throws EngineError when there is no Slurm */
export async function mostTasks(): Promise<number> {
  const answer = await slurm('scontrol', ['show', 'config']);
  const [, size] = /^MaxArraySize\s*=\s*(\d+)/m.exec('stdout' in answer ? answer.stdout : '') ?? [];
  // Slurm's own default.
  return Number(size ?? 1001) - 1;
}

function slurm(command: string, words: readonly string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    execFile(command, words, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout });
      else if (error.code === 'ENOENT')
        reject(
          new EngineError(
            `--engine slurm: expected Slurm's commands on this machine, found no ${command} in the PATH`,
          ),
        );
      else if (AWAY.test(stderr)) resolve({ away: firstLine(stderr) });
      // A Ctrl-C in a terminal ends it too.
      else if (typeof error.signal === 'string') resolve({ away: `${command} ended by ${error.signal}` });
      else reject(new EngineError(`--engine slurm: ${firstLine(stderr) || `${command}: ${error.message}`}`));
    });
  });
}

const firstLine = (text: string): string => text.trim().split('\n')[0];
