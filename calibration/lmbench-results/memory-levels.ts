import { edgeBetween, plateausOf, type CurvePoint, type Plateau } from './latency-curve.ts';
import type { Block, ResultFile } from './result-file.ts';
import type { Rules } from './rules.ts';
import { SpecError } from '../../model/document/problem.ts';

const BYTES_PER_MIB = 1024 ** 2;
const STRIDE = /^stride=(\d+)/;
/** Sections whose blocks look the same and are other tests. */
const OTHER_SECTION = /^Random|parallelism$/;

/** The levels of the memory hierarchy, as a latency curve shows them. */
export interface MemoryLevels {
  /** Where the curve stands, for sources. */
  block: Block;
  points: CurvePoint[];
  l1: Plateau;
  /** Without it the curve has two levels only. */
  l2?: Plateau;
  memory: Plateau;
  /** Bytes at which the curve leaves L1, and L2. */
  l1Edge: number;
  l2Edge?: number;
  /** Levels between the second and memory, which the model has no place for. */
  further: number;
}

/** The blocks of `lat_mem_rd` by their strides; loads at random places and in parallel are other tests. */
export function latencyBlocks({ blocks }: ResultFile): { stride: number; block: Block }[] {
  return blocks.flatMap((block) => {
    const match = STRIDE.exec(block.title);
    return match && !OTHER_SECTION.test(block.section) ? [{ stride: Number(match[1]), block }] : [];
  });
}

/** The points of a block of `lat_mem_rd`: megabytes and nanoseconds there, bytes and nanoseconds here. */
export function curveOf(block: Block): CurvePoint[] {
  return block.points.map(({ x, y }) => ({ size: x * BYTES_PER_MIB, latency: y }));
}

/** Reads the levels off the latency curve. @throws SpecError when there is none, or it shows no two levels */
export function memoryLevelsOf(result: ResultFile, rules: Rules): MemoryLevels {
  const { stride: wanted, 'least-stride': least, 'most-stride': most } = rules['latency-curve'];
  const distance = (stride: number): number => Math.abs(Math.log(stride / wanted));
  const [chosen] = latencyBlocks(result)
    .filter(({ stride }) => stride >= least && stride <= most)
    .sort((left, right) => distance(left.stride) - distance(right.stride));
  const key = 'Memory load latency';
  const fault = (line: number, expected: string, found: string): never => {
    throw new SpecError([{ file: result.file, line, column: 1, key, expected, found }]);
  };
  if (!chosen) fault(result.lines, `a block "stride=${wanted} of memory latencies`, 'none in the file');
  const { block } = chosen;
  const wrong = block.points.find(({ x, y }) => x <= 0 || y <= 0);
  if (wrong) fault(wrong.line, 'a size and a latency above 0', `${wrong.x} ${wrong.y}`);
  const points = curveOf(block);
  const plateaus = plateausOf(points, rules['latency-curve']);
  if (plateaus.length < 2)
    fault(
      block.line,
      'a curve with flat parts for the first-level cache and for memory',
      `${plateaus.length} in ${points.length} points`,
    );
  const l1 = plateaus[0];
  const memory = plateaus[plateaus.length - 1];
  const between = plateaus.slice(1, -1);
  if (between.length === 0)
    return { block, points, l1, memory, l1Edge: edgeBetween(points, l1, memory), further: 0 };
  const [l2] = between;
  return {
    block,
    points,
    l1,
    l2,
    memory,
    l1Edge: edgeBetween(points, l1, l2),
    l2Edge: edgeBetween(points, l2, plateaus[2]),
    further: between.length - 1,
  };
}
