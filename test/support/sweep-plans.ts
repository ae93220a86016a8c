import { expect } from 'chai';
import fc from 'fast-check';
import { check } from './property.ts';
import { prepared, SWEEP } from './sweeps.ts';

/** Expects that every point of random sweeps has the run with its values. */
export function expectRunsOfPoints(cases: number): void {
  check(
    cases,
    fc.property(
      fc.uniqueArray(fc.integer({ min: 60, max: 99 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('grid', '{ sobol: 9 }', '{ latin-hypercube: 7 }', 'one-at-a-time'),
      (values, design) => {
        const text = SWEEP.replace('[50, 100]', JSON.stringify(values)).replace(
          'baseline: linux',
          `baseline: linux\ndesign: ${design}`,
        );
        const { plan } = prepared(text);
        const used = new Set<number>();
        for (let point = 0; point < plan.space.size; point++)
          for (const variant of ['linux', 'l4linux']) {
            const run = plan.runOf(point, variant, 'call');
            used.add(run);
            const [walk, ipc] = plan.space.at(point);
            const { system, overrides } = plan.jobOf(run);
            expect(system).to.equal(variant);
            const valueOf = (path: string): string | undefined =>
              overrides.find((one) => one.path === path)?.value;
            expect(valueOf('tlb.walk-level') ?? null).to.equal(walk);
            if (variant === 'l4linux')
              expect(valueOf('functions.l4.ipc-short.instructions') ?? null).to.equal(
                ipc === null ? null : String(ipc),
              );
          }
        expect([...used].sort((a, b) => a - b)).to.deep.equal(
          Array.from({ length: plan.runs }, (_, run) => run),
        );
      },
    ),
  );
}
