import { expect } from 'chai';
import { ModelError, type Outcome } from '../../../../model/index.ts';
import { byCause, count } from '../../../support/outcome.ts';
import { faultsOf } from '../../../support/page-faults.ts';
import { toy } from '../../../support/toy.ts';

const HANDLER_PATHS = `paths:
  free: { params: { page: address }, steps: [{ measure: handled, do: [] }, { page: unprotect, at: page }] }
  free-by-call:
    params: { page: address }
    steps: [{ segments: 1 }, { syscall: nothing }, { segments: 1 }, { page: unprotect, at: page }]
  # Lets the store fault again, until it has done so three times.
  ignore:
    params: { page: address }
    steps:
      - set: { self.traps: self.traps + 1 }
      - if: self.traps == 3
        then: [{ page: unprotect, at: page }]
`;

// The kernel maps nothing for a write that the program has forbidden itself, and runs the program's handler on the way out.
const base = toy
  .replace('workload', '\npaths:\n', `\nobjects: { process: { fields: { traps: 0 } } }\n\n${HANDLER_PATHS}`)
  .replace(
    'structure',
    `      - page: map
        at: page
      - return: iret
`,
    `      - if: kind != fault(protection)
        then: [{ page: map, at: page }]
      - return: iret
      - if: kind == fault(protection)
        then: [{ enter-handler: page }]
`,
  );
const separate = base.replace('structure', 'page-tables: shared', 'page-tables: separate');

const write = (what: string): string => `{ touch: true, writes: { ${what}: 1 } }`;
const read = (what: string): string => `{ touch: true, reads: { ${what}: 1 } }`;
const protect = (what: string): string => `{ page: protect, at: ${what} }`;
const HANDLE = '{ handle-faults: free }';

const run = (steps: string): Outcome => base.steps('measured', steps).run();

describe('protected pages', () => {
  for (const [tables, system] of [
    ['shared', base],
    ['separate', separate],
  ] as const) {
    it(`fault at every write until they are freed, on ${tables} page tables`, () => {
      const steps = `[{ handle-faults: ignore }, ${write('bss')}, ${protect('bss')}, ${write('bss')}, ${write('bss')}]`;
      // Once freed, the page is written after a fault that finds it to be nobody else's.
      expect(faultsOf(steps, system)).to.deep.equal({ zero: 1, protection: 3, last: 1 });
    });
  }

  it('may be read', () => {
    const steps = `[${write('bss')}, ${protect('bss')}, ${read('bss')}]`;
    expect(faultsOf(steps, base)).to.deep.equal({ zero: 1 });
  });

  it('stay protected while they are not in memory', () => {
    const steps = `[${HANDLE}, ${protect('bss')}, ${write('bss')}]`;
    expect(faultsOf(steps, base)).to.deep.equal({ protection: 1, zero: 1 });
    const dropped = `[${HANDLE}, ${write('bss')}, ${protect('bss')}, { page: drop, at: bss }, ${read('bss')}, ${write('bss')}]`;
    expect(faultsOf(dropped, base)).to.deep.equal({ zero: 2, protection: 1, last: 1 });
  });

  it('are no copies in waiting: each costs a fault again when it is protected again', () => {
    const again = `${protect('bss')}, ${write('bss')}`;
    const steps = `[${HANDLE}, ${write('bss')}, ${again}, ${again}, ${again}]`;
    expect(faultsOf(steps, base)).to.deep.equal({ zero: 1, protection: 3, last: 3 });
  });

  it('are copied after they are freed when a child shares them', () => {
    const steps = `[${HANDLE}, ${write('bss')}, ${protect('bss')}, { syscall: spawn, child: [{ finish: true }] }, ${write('bss')}]`;
    expect(faultsOf(steps, base)).to.deep.equal({ zero: 1, protection: 1, copy: 1 });
  });

  it('stay protected in a child of fork, which has the handler of its parent', () => {
    const child = `{ syscall: spawn, child: [${write('bss')}, { wake: self.parent.children }, { finish: true }] }`;
    const steps = `[${HANDLE}, ${write('bss')}, ${protect('bss')}, ${child}, { wait: self.children }]`;
    const family = base
      .append('workload', '')
      .replace('workload', 'fields: { traps: 0 }', 'fields: { traps: 0 }, queues: [children]');
    expect(faultsOf(steps, family)).to.deep.equal({ zero: 1, protection: 1, copy: 1 });
  });
});

describe('the handler of a fault', () => {
  it('runs once for each fault, after the kernel has been left', () => {
    const outcome = run(`[${HANDLE}, ${write('bss')}, ${protect('bss')}, ${write('bss')}]`);
    expect(count(outcome, 'handled')).to.equal(1);
    // A fault to fill the page, the forbidden write, and the write to the page that is free again.
    expect(byCause(outcome, 'kernel')['mode-switch']).to.equal(3 * (30 + 20));
  });

  it("is user code that makes system calls, between which time is the user's", () => {
    const outcome = run(
      `[{ handle-faults: free-by-call }, ${write('bss')}, ${protect('bss')}, ${write('bss')}]`,
    );
    expect(byCause(outcome)['mode-switch']).to.equal(3 * (30 + 20) + (40 + 20));
    expect(byCause(outcome)['segment-load']).to.equal(6);
  });

  it('must be there', () => {
    expect(() => run(`[${write('bss')}, ${protect('bss')}, ${write('bss')}]`)).to.throw(
      ModelError,
      'a program writes to a page that it may not write, and has no handler',
    );
  });
});

describe('the right to write, taken back from others', () => {
  // A page of a process that appears at a second and a third address, which got it one from the other.
  const share = (from: number, to: number): string =>
    `{ share-page: bss + ${from * 4096}, at: bss + ${to * 4096} }`;
  const shared = `${write('bss')}, ${share(0, 1)}, ${share(1, 2)}`;
  const forbid = (page: number): string => `{ page: write-protect-others, at: bss + ${page * 4096} }`;
  const store = (page: number): string => `{ fill: 4, to: bss + ${page * 4096} }`;
  const load = (page: number): string => `{ scan: 4, from: bss + ${page * 4096}, instructions: 0 }`;

  it('is lost by all who got the page, directly or not, and kept by its holder', () => {
    const after = (forbidden: number, stored: number): Record<string, number> =>
      faultsOf(`[${shared}, ${forbid(forbidden)}, ${store(stored)}]`, separate);
    const lost = { zero: 1, copy: 1 };
    const kept = { zero: 1 };
    expect([0, 1, 2].map((page) => after(0, page))).to.deep.equal([kept, lost, lost]);
    expect([0, 1, 2].map((page) => after(1, page))).to.deep.equal([kept, kept, lost]);
  });

  it('leaves the page to be read', () => {
    expect(faultsOf(`[${shared}, ${forbid(0)}, ${load(1)}, ${load(2)}]`, separate)).to.deep.equal({
      zero: 1,
    });
  });

  it('does nothing to a page that nobody else has', () => {
    expect(faultsOf(`[${write('bss')}, ${forbid(0)}, ${store(0)}]`, separate)).to.deep.equal({ zero: 1 });
  });
});
