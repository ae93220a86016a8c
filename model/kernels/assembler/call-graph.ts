import type { Problem } from '../../document/problem.ts';

interface Call {
  to: number;
  /** The problem to report when the call closes a circle. */
  problem: (found: string) => Problem;
}

/** Which path calls which, whatever happens: a circle of such calls never comes to an end. */
export class CallGraph {
  private readonly calls = new Map<number, Call[]>();

  add(from: number, call: Call): void {
    const known = this.calls.get(from);
    if (known) known.push(call);
    else this.calls.set(from, [call]);
  }

  /** Reports the call that closes a circle, for each circle that a walk in depth finds. */
  reportCircles(linker: { paths: readonly { name: string }[]; report: (problem: Problem) => void }): void {
    const done = new Set<number>();
    const trail: number[] = [];
    const visit = (path: number): void => {
      if (done.has(path)) return;
      trail.push(path);
      for (const { to, problem } of this.calls.get(path) ?? []) {
        const start = trail.indexOf(to);
        if (start < 0) visit(to);
        else
          linker.report(
            problem([...trail.slice(start), to].map((number) => linker.paths[number].name).join(' -> ')),
          );
      }
      trail.pop();
      done.add(path);
    };
    for (const path of this.calls.keys()) visit(path);
  }
}
