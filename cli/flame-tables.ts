import { keyOf, type CallNode, type CallTree } from '../model/trace/call-tree.ts';
import { formatNumber } from '../reports/numbers.ts';

/** A line of the tree: what it is, and its cycles by system. */
interface Branch {
  name: string;
  cycles: number[];
  children: Branch[];
}

const BAR = 10;
const INDENT = '  ';
/** Terminals that do not say how wide they are, and files. */
const WIDTH = 100;
/** Room for a name, however narrow the terminal is. */
const LEAST_NAME = 24;

/**
 * Trees of systems as lines of text: cycles, share or difference, a bar, and the names indented. Branches below a share of the whole are
 * left out, and named together where they make up as much together.
 */
export function flameTable(
  systems: readonly string[],
  trees: readonly CallTree[],
  leastShare: number,
  width = process.stdout.columns ?? WIDTH,
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
  const lines: { cells: string[]; bar: string; name: string }[] = [];
  const add = ({ name, cycles }: Branch, depth: number): void => {
    lines.push({ cells: numbers(cycles), bar: bar(cycles[0] / most), name: INDENT.repeat(depth) + name });
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
  const head = [...systems, two ? 'difference' : 'share'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map(({ cells }) => cells[column].length)),
  );
  const left = widths.reduce((sum, columns) => sum + columns + 2, 0) + BAR + 2;
  const room = Math.max(LEAST_NAME, width - left);
  const line = (cells: readonly string[], middle: string, name: string): string =>
    [...cells.map((cell, column) => cell.padStart(widths[column])), middle.padEnd(BAR), cut(name, room)]
      .join('  ')
      .trimEnd();
  return [
    line(head, two ? systems[0].slice(0, BAR) : '', 'path, step, cause'),
    ...lines.map(({ cells, bar: drawn, name }) => line(cells, drawn, name)),
  ].join('\n');
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

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

function bar(share: number): string {
  const eighths = Math.round(share * BAR * EIGHTHS.length);
  return '█'.repeat(Math.floor(eighths / EIGHTHS.length)) + EIGHTHS[eighths % EIGHTHS.length];
}

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1)}…`;
