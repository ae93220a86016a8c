import { costOf, type Cost } from './command.ts';
import { buildOf, lastRelease } from './released.ts';
import { interleave, median } from './repetitions.ts';
import { rowOfCosts, type BenchRow } from './report.ts';

const GROUP = 'release';

/** What users wait for, from a start to an experiment. */
const COMMANDS = [
  'list --json',
  'run getpid --system l4linux --json',
  'run lmbench pipe-latency --system mklinux-user --json',
  'run compile --system l4linux --replications 3 --json',
  'explain getpid --system l4linux --against linux --json',
  'reproduce --quick --json',
];

/** The costs of commands beside those of another build, each in fresh processes, in turn. */
export async function benchRelease(revision?: string): Promise<BenchRow[]> {
  const { name, main } = await buildOf(revision ?? (await lastRelease()));
  const rows: BenchRow[] = [];
  for (const command of COMMANDS) {
    const words = command.split(' ');
    const samples = await interleave(5, [
      { name: 'now', run: () => costOf(words) },
      { name: 'then', run: () => costOf(words, main) },
    ]);
    for (const key of ['cpu', 'wall'] as const) {
      const middle = (contestant: string): number =>
        median((samples.get(contestant) as Cost[]).map((cost) => cost[key]));
      rows.push(
        rowOfCosts({
          group: GROUP,
          subject: command.replace(' --json', ''),
          peer: name,
          unit: key === 'cpu' ? 's CPU' : 's wall',
          subjectValue: middle('now'),
          peerValue: middle('then'),
        }),
      );
    }
  }
  return rows;
}
