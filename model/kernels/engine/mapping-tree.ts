/**
 * The mapping tree of recursive address spaces: who holds a page frame, and from whom they got it.
 *
 * The initial space σ0 owns every frame. A holder *maps* a page to another space (a child node), *grants* it (the node
 * moves) or *unmaps* it (all nodes below go away). Nodes are recycled; nothing is allocated in the steady state.
 */
export class MappingTree {
  private parents: number[] = [];
  private firstChildren: number[] = [];
  private nextSiblings: number[] = [];
  private holders: number[] = [];
  private readonly free: number[] = [];

  /** A node without parent, as σ0 holds. */
  root(holder: number): number {
    return this.create(holder, NONE);
  }

  /** Maps the page that `parent` holds to another holder; returns the new node. */
  map(parent: number, holder: number): number {
    const node = this.create(holder, parent);
    this.nextSiblings[node] = this.firstChildren[parent];
    this.firstChildren[parent] = node;
    return node;
  }

  /** Hands the page over: the node stays in its place in the tree and has a new holder. */
  grant(node: number, holder: number): void {
    this.holders[node] = holder;
  }

  holderOf(node: number): number {
    return this.holders[node];
  }

  /** Whether anybody below holds the page. */
  isShared(node: number): boolean {
    return this.firstChildren[node] !== NONE;
  }

  /** Tells every holder that got the page, directly or not, from `node`. */
  visit(node: number, each: (holder: number) => void): void {
    for (let child = this.firstChildren[node]; child !== NONE; child = this.nextSiblings[child]) {
      each(this.holders[child]);
      this.visit(child, each);
    }
  }

  /** Revokes the page from everybody who got it, directly or not, from `node`; tells each holder that lost it. */
  unmap(node: number, lost: (holder: number) => void): void {
    let child = this.firstChildren[node];
    this.firstChildren[node] = NONE;
    while (child !== NONE) {
      const next = this.nextSiblings[child];
      this.unmap(child, lost);
      lost(this.holders[child]);
      this.free.push(child);
      child = next;
    }
  }

  /** Removes one node and everything below it, as when an address space is deleted. */
  remove(node: number, lost: (holder: number) => void): void {
    this.unmap(node, lost);
    const parent = this.parents[node];
    if (parent !== NONE) {
      let at = this.firstChildren[parent];
      if (at === node) this.firstChildren[parent] = this.nextSiblings[node];
      else {
        while (this.nextSiblings[at] !== node) at = this.nextSiblings[at];
        this.nextSiblings[at] = this.nextSiblings[node];
      }
    }
    lost(this.holders[node]);
    this.free.push(node);
  }

  private create(holder: number, parent: number): number {
    const node = this.free.pop() ?? this.parents.length;
    this.parents[node] = parent;
    this.firstChildren[node] = NONE;
    this.nextSiblings[node] = NONE;
    this.holders[node] = holder;
    return node;
  }
}

const NONE = -1;
