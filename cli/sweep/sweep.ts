import type { Command } from 'commander';
import { sweepListCommand } from './list.ts';
import { sweepMergeCommand } from './merge.ts';
import { sweepReportCommand } from './report.ts';
import { sweepRunCommand } from './run.ts';
import { sweepWorkCommand } from './work.ts';
import { sweepWorkerCommand } from './worker.ts';

/** Adds `ukperf sweep`: what-if spaces. */
export function sweepCommand(sweep: Command): void {
  for (const add of [
    sweepRunCommand,
    sweepMergeCommand,
    sweepReportCommand,
    sweepWorkCommand,
    sweepWorkerCommand,
    sweepListCommand,
  ])
    add(sweep);
}
