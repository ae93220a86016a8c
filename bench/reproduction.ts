import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readShippedExperiments } from '../cli/shipped.ts';
import { costOf, type Cost } from './command.ts';
import { interleave, median } from './repetitions.ts';
import { rowOfCost, type BenchRow } from './report.ts';

const execute = promisify(execFile);

const GROUP = 'reproduction';
const REPETITIONS = 5;
const MICRO_POINT_MS = 2;

/** Experiments that simulate minutes; the others are micro benchmarks. */
const MACRO = ['compile', 'aim7'];

interface Subject {
  name: string;
  /** Words of the command line. */
  words: readonly string[];
  /** Seconds that the budget allows on two cores, of CPU or by the clock. */
  atMost: Partial<Cost>;
}

/** What the reproduction costs, as a user runs it, and one point of a micro sweep. */
export async function benchReproduction(): Promise<BenchRow[]> {
  const micro = Object.keys(readShippedExperiments().list).filter((name) => !MACRO.includes(name));
  const subjects: readonly Subject[] = [
    {
      name: `all micro rows (${micro.length} experiments, --quick)`,
      words: ['--quick', ...micro],
      atMost: { cpu: 0.5 },
    },
    { name: 'reproduce --quick', words: ['--quick'], atMost: { wall: 10 } },
    { name: 'reproduce', words: [], atMost: { wall: 60 } },
  ];
  const samples = await interleave(
    REPETITIONS,
    subjects.map(({ name, words }) => ({ name, run: () => costOf(['reproduce', '--json', ...words]) })),
  );
  const rows = subjects.flatMap(({ name, atMost }) => {
    const costs = samples.get(name) ?? [];
    return [
      rowOfCost(
        { group: GROUP, subject: name, unit: 's CPU', subjectValue: median(costs.map(({ cpu }) => cpu)) },
        atMost.cpu,
      ),
      rowOfCost(
        { group: GROUP, subject: name, unit: 's wall', subjectValue: median(costs.map(({ wall }) => wall)) },
        atMost.wall,
      ),
    ];
  });
  return [...rows, ...(await microPoints())];
}

/** CPU time of one test on one system, its program compiled and the engine warm. */
async function microPoints(): Promise<BenchRow[]> {
  const script = fileURLToPath(new URL('./run-micro-points.js', import.meta.url));
  const { stdout } = await execute(process.execPath, [script, String(REPETITIONS), ...MACRO]);
  const points = stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [name, milliseconds] = line.split(' ');
      return { name, milliseconds: Number(milliseconds) };
    })
    .sort((a, b) => a.milliseconds - b.milliseconds);
  const values = points.map(({ milliseconds }) => milliseconds);
  const slowest = points[points.length - 1];
  const within = values.filter((value) => value <= MICRO_POINT_MS).length;
  const row = (subject: string, subjectValue: number, atMost?: number): BenchRow =>
    rowOfCost({ group: GROUP, subject, unit: 'ms CPU', subjectValue }, atMost);
  return [
    row(
      `one micro sweep point, median of ${points.length} (${within} within the budget)`,
      median(values),
      MICRO_POINT_MS,
    ),
    row(`slowest micro sweep point: ${slowest.name}`, slowest.milliseconds),
    row(
      'all micro sweep points together, warm',
      values.reduce((sum, value) => sum + value, 0),
    ),
  ];
}
