import { expect } from 'chai';
import type { Toy } from '../../../support/toy.ts';
import { toy } from '../../../support/toy.ts';
import { OP } from '../../../../model/kernels/program/codes.ts';
import { problemsOf } from '../../../support/mistake.ts';

/** Whether the path for system calls is known to run a body, with other steps in the place of `body: true`. */
function hasBody(step: string): boolean {
  const system: Toy = toy.replace('structure', 'trap: int\n      - body: true', `trap: int\n      - ${step}`);
  return system.program().paths.find(({ name }) => name === 'system-call')!.hasBody;
}

describe('compiler', () => {
  it('finds a body on any branch', () => {
    expect(hasBody('{ if: true, then: [{ body: true }] }')).to.equal(true);
    expect(hasBody('{ if: true, then: [], else: [{ body: true }] }')).to.equal(true);
    expect(hasBody('{ repeat: 1, do: [{ body: true }] }')).to.equal(true);
    expect(hasBody('{ choose: x, among: [{ weight: 1, do: [{ body: true }] }] }')).to.equal(true);
    expect(hasBody('{ run: work }')).to.equal(false);
  });

  it('leaves a circle of calls that a condition may end', () => {
    const down =
      'down: { params: { n: number }, steps: [{ if: n > 0, then: [{ call: down, with: { n: n - 1 } }] }] }';
    const system = toy
      .append('channels', `  ${down}\n`)
      .steps('measured', '[{ call: down, with: { n: 3 } }]');
    expect(problemsOf(system)).to.deep.equal([]);
  });

  it('reports a fault of a shared section once', () => {
    // Both images take the segments that the structure adds to every image.
    const system = toy
      .replace('structure', 'vector: { pages: 1, backing: zero', 'vector: { pages: 1, backing: file')
      .replace('workload', 'images:\n', 'images:\n  bare: { segments: {} }\n');
    expect(problemsOf(system).map(({ key }) => key)).to.deep.equal(['every-image.vector.file']);
  });

  it('gives a boundary path the parameters that it is asked for, and nothing to do where there is none', () => {
    const protect = (system: Toy): { parameters: unknown; steps: number } => {
      const { paths, code } = system.program();
      const path = paths.find(({ name }) => name === 'protect')!;
      return { parameters: path.parameters, steps: code[path.entry] === OP.leave ? 0 : 1 };
    };
    const declared = '  protect: { params: { page: address }, steps: [] }\n';
    const parameters = [{ name: 'page', type: 'address' }];
    expect(protect(toy)).to.deep.equal({ parameters, steps: 0 });
    expect(protect(toy.replace('structure', declared, ''))).to.deep.equal({ parameters, steps: 0 });
    const short = '  protect: { steps: [{ touch: true, reads: { page: 1 } }] }\n';
    expect(protect(toy.replace('structure', declared, short))).to.deep.equal({ parameters, steps: 1 });
  });

  it('checks a path where it stands, not where it is required', () => {
    const system = toy
      .replace('structure', '  protect: { params: { page: address }, steps: [] }\n', '')
      .append('channels', '  protect: { params: { side: address }, steps: [] }\n');
    expect(problemsOf(system)).to.have.lengthOf(1);
    expect(problemsOf(system)[0]).to.include({ key: 'paths.protect.params' });
    expect(problemsOf(system)[0].file).to.match(/channels\.yaml$/);
  });
});
