import type { Command } from 'commander';
import { missingChunks, readResults, writeChunk } from '../../sweeps/store/chunks.ts';
import { readRecord } from '../../sweeps/store/sweep-record.ts';
import { SweepDirectory } from '../../sweeps/sweep-directory.ts';
import type { RunResult } from '../../sweeps/execution/run-result.ts';
import { jsonOption } from '../options.ts';
import { writingTo } from '../saving/output-directory.ts';
import { fail, print, printJson, STATUS, UsageError, version } from '../output.ts';
import { readShippedDirections } from './files.ts';
import { failedRuns, summaryTable } from './summary.ts';

/** Adds `ukperf sweep merge`: the rows of a sweep whose parts were run one by one. */
export function sweepMergeCommand(sweep: Command): void {
  sweep
    .command('merge')
    .description(
      'write the rows of a sweep whose parts are all there; take in parts that were run in other directories',
    )
    .argument('<directory>', 'the directory of the sweep')
    .argument('[from...]', 'directories with parts of the same sweep')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ ukperf sweep merge out/sweeps/ipc-and-rate\n  $ ukperf sweep merge out/all node1/out/part node2/out/part',
    )
    .action(async (directory: string, from: string[], { json }: { json?: boolean }) => {
      const opened = SweepDirectory.open(directory, readShippedDirections());
      if (from.length > 0) takeIn(opened, from);
      const { missing, failed, failure } = writingTo('sweep merge', directory, () => opened.finish());
      const { points, runs } = opened.record;
      if (json) {
        printJson({
          schema: 'ukperf/sweep-merge/1',
          version: version(),
          directory,
          points,
          runs,
          missing,
          failed,
        });
      } else if (missing === 0) print(await summaryTable(directory));
      if (missing > 0) {
        if (!json)
          print(
            `${missing} of ${runs} runs are missing: run them with ukperf sweep FILE --out ${directory} --resume`,
          );
        process.exitCode = STATUS.difference;
      } else if (failure !== undefined) {
        fail(failedRuns(failed, failure));
        process.exitCode = STATUS.difference;
      }
    });
}

/** Copies results of other directories into chunks that are missing and can be completed. */
function takeIn(sweep: SweepDirectory, from: readonly string[]): void {
  const { directory, record } = sweep;
  const results = sweep.results();
  for (const other of from) {
    const identity = readRecord(other)?.identity;
    if (identity !== record.identity)
      throw new UsageError(
        `sweep merge ${other}: expected a directory with parts of the sweep in ${directory}, found ${identity === undefined ? 'no sweep' : 'another sweep'}`,
      );
    for (const result of readResults(other)) results[result.run] ??= result;
  }
  writingTo('sweep merge', directory, () => {
    for (const chunk of missingChunks(directory, record)) {
      const found = results.slice(chunk.first, chunk.end);
      if (found.every((result): result is RunResult => result !== undefined))
        writeChunk(directory, chunk, found);
    }
  });
}
