import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { executeChunks } from '../../sweeps/execution/execute.ts';
import { partOf, type Shard } from '../../sweeps/execution/shard.ts';
import { missingChunks, type Chunk } from '../../sweeps/store/chunks.ts';
import { SweepDirectory } from '../../sweeps/sweep-directory.ts';
import { engineHash } from '../provenance/engine-hash.ts';
import { jsonOption, workersOption } from '../options.ts';
import { fail, print, printJson, UsageError, version } from '../output.ts';
import { readShippedDirections } from './files.ts';
import { INTERRUPTED, interruptibly } from './interruptibly.ts';
import { shardOption } from './shard-option.ts';

interface Options {
  json?: boolean;
  chunksFrom?: string;
  shard?: Shard;
  workers: number;
}

/** Adds `ukperf sweep work`: a part of a sweep whose directory is there, for whatever starts programs on many machines. */
export function sweepWorkCommand(sweep: Command): void {
  sweep
    .command('work')
    .description(
      'do what is missing of a sweep in its directory, or of a part of it: for schedulers, as often as they like; ukperf sweep merge then writes the rows',
    )
    .argument('<directory>', 'the directory of the sweep, on a disk that all machines share')
    .addOption(shardOption('do one of several parts, such as 3/16'))
    .option(
      '--chunks-from <file>',
      'only chunks in this list, numbers of their first runs, one a line; parts are parts of the list',
    )
    .addOption(workersOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nResults of runs that fail count as done: ukperf sweep merge tells of them.\n\nExamples:\n  $ ukperf sweep my-sweep.yaml --out /shared/my-sweep --shard 1/16\n  $ ukperf sweep work /shared/my-sweep --shard 2/16\n  $ ukperf sweep merge /shared/my-sweep',
    )
    .action(work);
}

async function work(directory: string, { json, chunksFrom, shard, workers }: Options): Promise<void> {
  const sweep = SweepDirectory.open(directory, readShippedDirections(), engineHash());
  const all = chunksFrom === undefined ? sweep.chunks : listed(sweep, chunksFrom);
  const part = shard === undefined ? all : partOf(all, shard);
  const missing = new Set(missingChunks(directory, sweep.record).map(({ first }) => first));
  const chunks = part.filter(({ first }) => missing.has(first));
  const { done, failed, stopped } = await interruptibly((signal) =>
    executeChunks(sweep, chunks, { workers, failFast: false, signal }),
  );
  if (json)
    printJson({
      ...{ schema: 'ukperf/sweep-work/1', version: version(), directory },
      ...{ chunks: part.length, found: part.length - chunks.length, done, failed },
    });
  else print(`${part.length} chunks, ${part.length - chunks.length} of them there before, ${done} runs done`);
  if (failed > 0) fail(`${failed} of these runs failed: see ukperf sweep merge ${directory}`);
  if (stopped) process.exitCode = INTERRUPTED;
}

/** The chunks of a list. @throws UsageError */
function listed(sweep: SweepDirectory, file: string): Chunk[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`--chunks-from ${file}: expected a readable file`);
  }
  const byFirst = new Map(sweep.chunks.map((chunk) => [String(chunk.first), chunk]));
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line, index) => {
    const chunk = byFirst.get(line.trim());
    if (chunk === undefined)
      throw new UsageError(
        `${file}:${index + 1}: expected the number of a chunk's first run, found ${JSON.stringify(line)}`,
      );
    return chunk;
  });
}
