import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeProgram, notMeasured, runProgram, type Program, type Run } from './contestants.ts';
import { compileInterpreter } from './interpreter-in-c.ts';
import { interleave, median, REPETITIONS } from './repetitions.ts';
import { rowOfCosts, type BenchRow } from './report.ts';
import { inTemporaryDirectory } from './temporary-directory.ts';
import { snapshotOf } from './workloads/snapshot.ts';
import { loadSteadySystem } from './workloads/steady-state.ts';

const GROUP = 'interpreter';
const PEER = 'the same loop in C (gcc -O2)';
const AT_LEAST = 0.15;

interface Subject {
  name: string;
  structure: string;
  /** A program of steady-rounds.yaml. */
  program: string;
  /** As many as take our interpreter about a second. */
  rounds: number;
}

const subjects: readonly Subject[] = [
  { name: 'getpid, l4linux', structure: 'l4linux', program: 'getpid-rounds', rounds: 300_000 },
  { name: 'pipe ping-pong, l4linux', structure: 'l4linux', program: 'pipe-rounds', rounds: 40_000 },
  { name: 'mixed calls, l4linux', structure: 'l4linux', program: 'mixed-rounds', rounds: 12_000 },
  { name: 'mixed calls, mklinux-user', structure: 'mklinux-user', program: 'mixed-rounds', rounds: 1_200 },
];

/** Path steps of the engine's interpreter beside the same steps in C, which must end in the same state. */
export async function benchInterpreter(): Promise<BenchRow[]> {
  return inTemporaryDirectory(async (directory) => {
    const c = await compileInterpreter(directory);
    if (!c) {
      notMeasured(GROUP, 'the loop in C, and so the ratio to it,', 'there is no gcc');
      return [];
    }
    const rows: BenchRow[] = [];
    for (const subject of subjects) rows.push(await measure(subject, c, directory));
    return rows;
  });
}

async function measure(subject: Subject, c: Program, directory: string): Promise<BenchRow> {
  const { name, structure, program, rounds } = subject;
  const snapshot = join(directory, 'snapshot');
  await writeFile(snapshot, snapshotOf(loadSteadySystem(structure), program, rounds));
  const expected = await runProgram(c, [snapshot]);
  const [steps] = expected.counts;

  const timed = async (contestant: string, run: Promise<Run>): Promise<number> => {
    const { checksum, nanoseconds } = await run;
    if (checksum !== expected.checksum) {
      throw new Error(`${name}: ${contestant} ends in state ${checksum}, C in ${expected.checksum}`);
    }
    return nanoseconds / steps;
  };
  const ours = nodeProgram('run-steady', structure, program);
  const samples = await interleave(REPETITIONS, [
    { name: 'ukperf', run: () => timed('ukperf', runProgram(ours, [rounds])) },
    { name: PEER, run: () => timed(PEER, runProgram(c, [snapshot])) },
  ]);
  return rowOfCosts(
    {
      group: GROUP,
      subject: name,
      peer: PEER,
      unit: 'ns/step',
      subjectValue: median(samples.get('ukperf') ?? []),
      peerValue: median(samples.get(PEER) ?? []),
    },
    AT_LEAST,
  );
}
