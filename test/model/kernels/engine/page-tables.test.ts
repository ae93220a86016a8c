import { expect } from 'chai';
import { byCause, instructionsOf } from '../../../support/outcome.ts';
import { toy } from '../../../support/toy.ts';

// 1100 pages behind the program: its last pages need a page table of their own.
const base = toy
  .replace('personality', '      - run: fault-entry\n', '')
  .replace(
    'personality',
    'paths:\n',
    `paths:
  exec: { params: { image: number }, steps: [{ space: exec, of: self, image: image }] }
  fork: { params: { entry: number }, steps: [{ new: { child: process } }, { space: fork, of: child, from: self }, { run: one, times: "10 * tables(child) + mapped_tables(child)" }] }
`,
  )
  .replace(
    'workload',
    '      stack: { pages: 2',
    '      far: { pages: 1100, backing: zero, at: program, resident: 0 }\n      stack: { pages: 2',
  );
const separate = base.replace('structure', 'page-tables: shared', 'page-tables: separate');
const touchFar = '{ touch: true, writes: { far: { lines: 1, at: 140000 } } }';
const counted = (times: string, before = '', of = separate): number =>
  instructionsOf(`[${before}{ run: one, times: "${times}" }]`, of);

describe('page tables of a process', () => {
  it('exist where a page is in memory: program, libraries, stack', () => {
    expect(counted('tables(self)')).to.equal(3);
    expect(counted('mapped_tables(self)')).to.equal(3);
  });

  it('come with the first page that needs them', () => {
    const last = 'far + 140000 * 32';
    expect(counted(`has_table(${last}) + has_mapped_table(${last})`)).to.equal(0);
    expect(counted(`has_table(far) + has_mapped_table(far)`)).to.equal(2);
    expect(counted(`has_table(${last}) + has_mapped_table(${last})`, `${touchFar}, `)).to.equal(2);
    expect(counted('tables(self)', `${touchFar}, ${touchFar}, `)).to.equal(4);
  });

  it('stay when their pages go', () => {
    const drop = '{ each-page: present, of: self, as: page, do: [{ page: drop, at: page }] }, ';
    expect(counted('10 * tables(self) + mapped_tables(self)', drop)).to.equal(33);
  });

  it('are copied by fork where the operating system keeps them, not where the MMU reads them', () => {
    expect(instructionsOf('[{ syscall: fork, child: [] }]', separate)).to.equal(30);
    expect(instructionsOf('[{ syscall: fork, child: [] }]', base)).to.equal(33);
  });

  it('begin anew with exec', () => {
    const exec = '{ syscall: exec, with: { image: image(tiny) } }, ';
    expect(counted('10 * tables(self) + mapped_tables(self)', exec)).to.equal(0);
    // The stack, and nothing else.
    expect(counted('tables(self)', `${exec}{ touch: true, writes: { stack: 1 } }, `)).to.equal(1);
  });

  it('have addresses: a directory and tables that do not overlap', () => {
    const each = '{ set: { n: 0 } }, { while: n < mapped_tables(self), do: [{ ';
    const ones = (steps: string): number => instructionsOf(`[${steps}]`, separate);
    expect(
      ones(
        `${each}if: "mapped_table(self, n) != directory(self)", then: [{ run: one }] }, { set: { n: n + 1 } }] }`,
      ),
    ).to.equal(3);
    expect(ones(`{ if: "mapped_table(self, 0) != mapped_table(self, 1)", then: [{ run: one }] }`)).to.equal(
      1,
    );
    const { charges } = separate
      .steps('measured', `[${each}fill: 4096, to: "mapped_table(self, n)" }, { set: { n: n + 1 } }] }]`)
      .run();
    // Twelve cycles to begin, then a word in each.
    expect(byCause({ charges } as never)['copy']).to.equal(3 * (12 + 1024));
  });
});
