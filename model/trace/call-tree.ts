import { CAUSES, type Cause, type Charge } from '../core/charges.ts';
import { cyclesOf } from '../core/clock.ts';
import type { Activity, SliceKind, Slice, Trace } from './trace.ts';

/** All slices of a trace that have the same name below the same slices, added up: cycles of one operation. */
export interface CallNode extends Activity {
  /** With those of the children. */
  cycles: number;
  /** What it consists of, in the order in which it first began. */
  children: CallNode[];
  /** What the own time of a step went to. */
  charges: Charge[];
}

/** What one operation consists of. */
export interface CallTree {
  /** Of one operation. */
  cycles: number;
  /** Threads, the main one first. */
  roots: CallNode[];
}

/** A node while slices are added: ticks times weight, which stay exact as long as the weight is a power of two. */
interface Growing {
  activity: Activity;
  weighted: number;
  children: Map<string, Growing>;
  charges: Map<number, number>;
}

/** Adds the slices of a trace up to a tree. */
export function callTreeOf(trace: Trace): CallTree {
  const roots = new Map<string, Growing>();
  trace.windows.forEach(({ tracks }, window) => {
    for (const { slices } of tracks) addSlices(roots, slices, trace.weights[window]);
  });
  const nodes = [...roots.values()].map((root) => finished(root, trace.places));
  return { cycles: nodes.reduce((sum, { cycles }) => sum + cycles, 0), roots: nodes };
}

function addSlices(roots: Map<string, Growing>, slices: readonly Slice[], weight: number): void {
  const around: Growing[] = [];
  for (const { activity, depth, start, end, charges } of slices) {
    around.length = depth;
    const siblings = depth === 0 ? roots : around[depth - 1].children;
    const key = keyOf(activity);
    let node = siblings.get(key);
    if (node === undefined)
      siblings.set(key, (node = { activity, weighted: 0, children: new Map(), charges: new Map() }));
    node.weighted += (end - start) * weight;
    for (const [cell, ticks] of charges)
      node.charges.set(cell, (node.charges.get(cell) ?? 0) + ticks * weight);
    around.push(node);
  }
}

/** What slices have in common that are the same thing to a reader, on whatever line it stands. */
export function keyOf({ kind, name }: { kind: SliceKind; name: string }): string {
  return `${kind} ${name}`;
}

function finished({ activity, weighted, children, charges }: Growing, places: readonly string[]): CallNode {
  return {
    ...activity,
    cycles: cyclesOf(weighted),
    children: [...children.values()].map((child) => finished(child, places)),
    charges: [...charges].map(([cell, ticks]) => ({ ...cellOf(cell, places), cycles: cyclesOf(ticks) })),
  };
}

/** Place and cause of a cell of the charge table. */
export function cellOf(cell: number, places: readonly string[]): { place: string; cause: Cause } {
  return { place: places[Math.floor(cell / CAUSES.length)], cause: CAUSES[cell % CAUSES.length] };
}
