import {
  cProgram,
  hasPackage,
  nodeProgram,
  notMeasured,
  PYTHON,
  pythonProgram,
  runProgram,
  type Program,
} from './contestants.ts';
import { interleave, median, REPETITIONS } from './repetitions.ts';
import { rowOfCosts, type BenchRow } from './report.ts';
import { inTemporaryDirectory } from './temporary-directory.ts';

const GROUP = 'event-queue';

interface Peer {
  name: string;
  program: Program;
  /** Holds or customers; a slow peer gets fewer. */
  count: number;
  atLeast?: number;
}

interface Workload {
  name: string;
  /** The words for the program, before the count. */
  words: readonly (string | number)[];
  /** Holds or customers of ukperf. */
  count: number;
  eventsPerCount: number;
  peers: readonly Peer[];
}

/** EventQueue against other event queues on the hold model and on an M/M/1 queue. */
export async function benchEventQueue(): Promise<BenchRow[]> {
  return inTemporaryDirectory(async (directory) => {
    const rows: BenchRow[] = [];
    for (const workload of await workloads(directory)) rows.push(...(await measure(workload)));
    return rows;
  });
}

async function workloads(directory: string): Promise<Workload[]> {
  const c = await cProgram(directory, 'event_queue.c');
  if (!c) notMeasured(GROUP, 'the C heap', 'there is no gcc');
  const simJs = hasPackage('simjs') ? contestant('simjs') : undefined;
  if (!simJs) notMeasured(GROUP, 'simjs', 'npm has not installed simjs');
  const simPy = await pythonProgram('mm1_simpy.py', 'simpy');
  if (!simPy) notMeasured(GROUP, 'SimPy', `${PYTHON} cannot import simpy (Debian: python3-simpy3)`);

  const heaps = (count: number): Peer[] => [
    { name: 'bare heap in Node', program: contestant('bare-heap'), count },
    ...peer('bare heap in C (gcc -O2)', c, count, 0.35),
  ];
  const hold = (pending: number, count: number): Workload => ({
    name: `hold model, ${pending} pending`,
    words: ['hold', pending],
    count,
    eventsPerCount: 1,
    peers: heaps(count),
  });
  const customers = 2_000_000;
  return [
    hold(1_000, 1_000_000),
    hold(100_000, 1_000_000),
    {
      name: 'M/M/1 queue',
      words: ['mm1'],
      count: customers,
      eventsPerCount: 2,
      peers: [...heaps(customers), ...peer('simjs', simJs, 200_000), ...peer('SimPy', simPy, 40_000, 30)],
    },
  ];
}

/** A contestant of run-workload.ts. */
function contestant(name: string): Program {
  return nodeProgram('run-workload', name);
}

/** The peer as a list: an empty one where its program is missing. */
function peer(name: string, program: Program | undefined, count: number, atLeast?: number): Peer[] {
  if (!program) return [];
  return [atLeast === undefined ? { name, program, count } : { name, program, count, atLeast }];
}

async function measure(workload: Workload): Promise<BenchRow[]> {
  const ukperf: Peer = { name: 'ukperf', program: contestant('event-queue'), count: workload.count };
  const expected = new Map<number, string>();
  for (const { count } of [ukperf, ...workload.peers]) {
    if (!expected.has(count)) {
      expected.set(count, (await runProgram(ukperf.program, [...workload.words, count])).checksum);
    }
  }

  const samples = await interleave(
    REPETITIONS,
    [ukperf, ...workload.peers].map(({ name, program, count }) => ({
      name,
      run: async () => {
        const { checksum, nanoseconds } = await runProgram(program, [...workload.words, count]);
        if (checksum !== expected.get(count)) {
          throw new Error(`${workload.name}: ${name} gives ${checksum}, ukperf ${expected.get(count)}`);
        }
        return nanoseconds / (count * workload.eventsPerCount);
      },
    })),
  );

  const cost = (name: string): number => median(samples.get(name) ?? []);
  return workload.peers.map(({ name, atLeast }) =>
    rowOfCosts(
      {
        group: GROUP,
        subject: workload.name,
        peer: name,
        unit: 'ns/event',
        subjectValue: cost(ukperf.name),
        peerValue: cost(name),
      },
      atLeast,
    ),
  );
}
