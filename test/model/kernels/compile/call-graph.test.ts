import { expect } from 'chai';
import { CallGraph } from '../../../../model/kernels/assembler/call-graph.ts';

/** The circles that are reported for calls given as `from to` pairs of letters. */
function circlesOf(...calls: string[]): string[] {
  const names = 'abcdef';
  const graph = new CallGraph();
  const found: string[] = [];
  for (const [from, to] of calls) {
    graph.add(names.indexOf(from), {
      to: names.indexOf(to),
      problem: (circle) => ({ file: 'f', line: 1, column: 1, key: '', expected: '', found: circle }),
    });
  }
  graph.reportCircles({
    paths: Array.from(names, (name) => ({ name })),
    report: (problem) => found.push(problem.found),
  });
  return found;
}

describe('call graph', () => {
  it('has no circle in a chain or a tree', () => {
    expect(circlesOf('ab', 'bc', 'ac', 'ad')).to.deep.equal([]);
  });

  it('has no circle where two ways meet', () => {
    expect(circlesOf('ab', 'ac', 'bd', 'cd')).to.deep.equal([]);
  });

  it('finds a path that calls itself', () => {
    expect(circlesOf('ab', 'bb')).to.deep.equal(['b -> b']);
  });

  it('names the circle without the way that leads there', () => {
    expect(circlesOf('ab', 'bc', 'cd', 'db')).to.deep.equal(['b -> c -> d -> b']);
  });

  it('finds every circle once', () => {
    expect(circlesOf('ab', 'ba', 'cd', 'dc', 'ea')).to.deep.equal(['a -> b -> a', 'c -> d -> c']);
  });
});
