import type { Command } from 'commander';
import { serverOf, type Server } from '../../sweeps/engines/bullmq/connection.ts';
import { workAtQueue } from '../../sweeps/engines/bullmq/worker.ts';
import { engineHash } from '../provenance/engine-hash.ts';
import { jsonOption, workersOption } from '../options.ts';
import { fail, print, printJson, version } from '../output.ts';
import { interruptibly } from './interruptibly.ts';
import { queueOption } from './queue-option.ts';

interface Options {
  json?: boolean;
  queue: string;
  workers: number;
}

/** Adds `ukperf sweep worker`: does chunks of sweeps that `--engine bullmq` has put into a queue. */
export function sweepWorkerCommand(sweep: Command): void {
  sweep
    .command('worker')
    .description(
      'take chunks of sweeps from a queue in Redis or Valkey until it is ended; needs no shared disk, and may join and leave while a sweep runs',
    )
    .addOption(queueOption())
    .addOption(workersOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe server is named by UKPERF_REDIS_URL (redis://, or rediss:// for TLS; default redis://127.0.0.1:6379) and UKPERF_REDIS_PASSWORD.\nSIGTERM and Ctrl-C end it after the chunks that it is doing.\n\nExamples:\n  $ ukperf sweep worker\n  $ UKPERF_REDIS_URL=rediss://queue.example.org ukperf sweep worker --queue mine --workers 8',
    )
    .action(async ({ json, queue, workers }: Options) => {
      const engine = engineHash();
      const server = serverOf(process.env);
      const { chunks } = await interruptibly((signal) =>
        workAtQueue({ server, queue, engine, threads: workers, signal, say: fail }),
      );
      if (json) printJson({ schema: 'ukperf/sweep-worker/1', version: version(), queue, engine, chunks });
      else print(`${chunks} chunks done`);
    });
}

/** Starts workers in this program, beside other work. @returns what ends them */
export function startWorkers({
  server,
  queue,
  threads,
  say,
}: {
  server: Server;
  queue: string;
  threads: number;
  say: (line: string) => void;
}): () => Promise<void> {
  const stop = new AbortController();
  const working = workAtQueue({ server, queue, engine: engineHash(), threads, signal: stop.signal, say });
  return async () => {
    stop.abort();
    await working;
  };
}
