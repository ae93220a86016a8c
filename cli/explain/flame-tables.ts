import { keyOf, type CallNode, type CallTree } from '../../model/trace/call-tree.ts';
import { formatNumber } from '../../reports/numbers.ts';
import { bar } from '../terminal/bars.ts';
import { figure, formatTable, picture, text, type Cell } from '../terminal/table.ts';
import { terminalWidth } from '../terminal/width.ts';

/** A line of the tree: what it is, and its cycles by system. */
interface Branch {
  name: string;
  cycles: number[];
  children: Branch[];
}

const INDENT = '  ';

/**
 * Trees of systems as lines of text: cycles, share or difference, a bar, and the names indented. Branches below a share of the whole are
 * left out, and named together where they make up as much together.
 */
export function flameTable(
  systems: readonly string[],
  trees: readonly CallTree[],
  leastShare: number,
  room = terminalWidth(),
): string {
  const totals = trees.map(({ cycles }) => cycles);
  const most = Math.max(...totals);
  const significant = ({ cycles }: Branch): boolean =>
    cycles.some((value, system) => value >= leastShare * totals[system]);
  const two = systems.length > 1;
  const numbers = (cycles: readonly number[]): string[] => [
    // A system that does not have it has no number.
    ...cycles.map((value) => (value === 0 ? '' : formatNumber(value))),
    two ? formatNumber(cycles[0] - cycles[1]) : `${((cycles[0] / most) * 100).toFixed(1)} %`,
  ];
  const lines: Cell[][] = [];
  const add = ({ name, cycles }: Branch, depth: number): void => {
    const drawn = (width: number): string => bar(cycles[0] / most, width);
    lines.push([...numbers(cycles), { draw: drawn }, INDENT.repeat(depth) + name]);
  };
  const addAll = (branches: readonly Branch[], depth: number): void => {
    const shown = branches.filter(significant);
    const rest = branches.filter((branch) => !significant(branch));
    for (const branch of shown.map(shortened)) {
      add(branch, depth);
      addAll(branch.children, depth + 1);
    }
    const together = {
      name: `${rest.length} smaller`,
      cycles: systems.map((_, system) => rest.reduce((sum, { cycles }) => sum + cycles[system], 0)),
      children: [],
    };
    // Alone it would only repeat the line above.
    if (shown.length > 0 && significant(together)) add(together, depth);
  };
  addAll(
    merged(
      trees.map(({ roots }) => roots),
      systems.length,
    ),
    0,
  );
  add({ name: 'together', cycles: totals, children: [] }, 0);
  const columns = [
    ...systems.map((system) => figure(system, { system })),
    figure(two ? 'difference' : 'share'),
    picture(two ? systems[0] : ''),
    { ...text('path, step, cause'), cut: true },
  ];
  return formatTable(columns, lines, room);
}

/** The branches of several trees, side by side by name, in the order of the first tree that has them. */
function merged(siblings: readonly (readonly CallNode[])[], systems: number): Branch[] {
  const byKey = new Map<string, (CallNode | undefined)[]>();
  siblings.forEach((nodes, system) => {
    for (const node of nodes) {
      const found = byKey.get(keyOf(node)) ?? new Array<undefined>(systems).fill(undefined);
      found[system] = node;
      byKey.set(keyOf(node), found);
    }
  });
  return [...byKey.values()].map((nodes) => ({
    name: nodes.find((node) => node !== undefined)?.name ?? '',
    cycles: nodes.map((node) => node?.cycles ?? 0),
    children: [
      ...merged(
        nodes.map((node) => node?.children ?? []),
        systems,
      ),
      ...causesOf(nodes),
    ],
  }));
}

function causesOf(nodes: readonly (CallNode | undefined)[]): Branch[] {
  const branches = new Map<string, Branch>();
  nodes.forEach((node, system) => {
    for (const { place, cause, cycles } of node?.charges ?? []) {
      const name = `[${place}] ${cause}`;
      const branch = branches.get(name) ?? { name, cycles: nodes.map(() => 0), children: [] };
      branch.cycles[system] = cycles;
      branches.set(name, branch);
    }
  });
  return [...branches.values()].sort((left, right) => Math.max(...right.cycles) - Math.max(...left.cycles));
}

/** A branch that is nothing but its only child takes no line of its own. */
function shortened(branch: Branch): Branch {
  const [only] = branch.children;
  if (branch.children.length !== 1 || only.cycles.some((cycles, system) => cycles !== branch.cycles[system]))
    return branch;
  const mark = only.name.startsWith('[') ? '' : '> ';
  return shortened({ ...only, name: `${branch.name} ${mark}${only.name}` });
}
