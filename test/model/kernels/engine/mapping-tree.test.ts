import { expect } from 'chai';
import fc from 'fast-check';
import { MappingTree } from '../../../../model/kernels/engine/mapping-tree.ts';
import { check } from '../../../support/property.ts';

/** The same tree by plain objects: a node knows its parent, and everything else is searched for. */
class NaiveTree {
  readonly nodes = new Map<number, { parent: number | undefined; holder: number }>();

  below(node: number): number[] {
    return [...this.nodes]
      .filter(([, { parent }]) => parent === node)
      .flatMap(([child]) => [child, ...this.below(child)]);
  }

  remove(nodes: readonly number[]): number[] {
    const holders = nodes.map((node) => this.nodes.get(node)!.holder);
    for (const node of nodes) this.nodes.delete(node);
    return holders.sort((left, right) => left - right);
  }
}

const sorted = (values: number[]): number[] => values.sort((left, right) => left - right);

describe('mapping tree', () => {
  it('revokes a page from all who got it, directly or not', () => {
    const tree = new MappingTree();
    const root = tree.root(1);
    const child = tree.map(root, 2);
    tree.map(child, 3);
    tree.map(root, 4);
    const lost: number[] = [];
    tree.unmap(root, (holder) => lost.push(holder));
    expect(sorted(lost)).to.deep.equal([2, 3, 4]);
    expect(tree.holderOf(root)).to.equal(1);
    expect(tree.isShared(root)).to.equal(false);
  });

  it('visits all who got a page from a node, and no others', () => {
    const tree = new MappingTree();
    const root = tree.root(1);
    const child = tree.map(root, 2);
    tree.map(child, 3);
    tree.map(root, 4);
    const visited = (node: number): number[] => {
      const holders: number[] = [];
      tree.visit(node, (holder) => holders.push(holder));
      return sorted(holders);
    };
    expect(visited(root)).to.deep.equal([2, 3, 4]);
    expect(visited(child)).to.deep.equal([3]);
    expect(tree.isShared(root)).to.equal(true);
  });

  it('hands a page over by a grant, with all that hangs below', () => {
    const tree = new MappingTree();
    const root = tree.root(1);
    const child = tree.map(root, 2);
    tree.map(child, 3);
    tree.grant(child, 9);
    expect(tree.holderOf(child)).to.equal(9);
    const lost: number[] = [];
    tree.unmap(root, (holder) => lost.push(holder));
    expect(sorted(lost)).to.deep.equal([3, 9]);
  });

  it('agrees with a naive tree on random operations', () => {
    const operation = fc.tuple(
      fc.constantFrom('root', 'map', 'map', 'map', 'grant', 'unmap', 'remove'),
      fc.nat(1000),
      fc.nat(99),
    );
    check(
      300,
      fc.property(fc.array(operation, { maxLength: 60, size: 'max' }), (operations) => {
        const tree = new MappingTree();
        const naive = new NaiveTree();
        for (const [kind, pick, holder] of operations) {
          const known = [...naive.nodes.keys()];
          if (kind === 'root' || known.length === 0) {
            naive.nodes.set(tree.root(holder), { parent: undefined, holder });
            continue;
          }
          const node = known[pick % known.length];
          const lost: number[] = [];
          if (kind === 'map') {
            naive.nodes.set(tree.map(node, holder), { parent: node, holder });
          } else if (kind === 'grant') {
            tree.grant(node, holder);
            naive.nodes.get(node)!.holder = holder;
          } else if (kind === 'unmap') {
            tree.unmap(node, (loser) => lost.push(loser));
            expect(sorted(lost)).to.deep.equal(naive.remove(naive.below(node)));
          } else {
            tree.remove(node, (loser) => lost.push(loser));
            expect(sorted(lost)).to.deep.equal(naive.remove([node, ...naive.below(node)]));
          }
          for (const [number, { holder: expected }] of naive.nodes) {
            expect(tree.holderOf(number)).to.equal(expected);
            expect(tree.isShared(number)).to.equal(naive.below(number).length > 0);
          }
        }
      }),
    );
  });
});
