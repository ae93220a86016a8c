import { expect } from 'chai';
import { parseQuantity } from '../../../model/document/quantity.ts';
import { overridesOf } from '../../../web/engine/controls.ts';
import { everywhere, GETPID } from '../../support/page-controls.ts';
import { engine } from '../../support/page-engine.ts';

/** A run that has a use for a control. */
function whereUsed(id: string): [machine: string, system: string, workload: string, test: string] {
  if (id.startsWith('fastpath')) return ['skylake', 'sel4', 'control-transfer', 'round-trip'];
  if (id.startsWith('rpc')) return ['pentium-133', 'mklinux-user', 'bursts', 'burst-and-call'];
  if (id.startsWith('upcall')) return ['pentium-133', 'mklinux-in-kernel', 'bursts', 'burst-and-call'];
  // L4Linux itself never changes its address space.
  if (['cr3', 'tagged'].includes(id))
    return ['pentium-133', 'l4linux-dual-space', 'bursts', 'burst-and-call'];
  return ['pentium-133', id === 'entry' ? 'linux' : 'l4linux', 'bursts', 'burst-and-call'];
}

describe('controls of the page', () => {
  it('take every value that they can be turned to', () => {
    const quick = engine()
      .perform('catalog', null)
      .workloads.flatMap(({ name, quick: sets }) => (name === 'bursts' ? sets : []));
    for (const control of everywhere) {
      const [low, high] =
        'switch' in control
          ? ['0', '1']
          : 'choices' in control
            ? [control.choices[0], control.choices[control.choices.length - 1]]
            : [control.from, control.to].map((value) =>
                control.unit === 'cycles' && !control.plain ? `${value} cycles` : String(value),
              );
      const [machine, system, workload, test] = whereUsed(control.id);
      const at = (value: string): { cycles: number; set: number } => {
        const run = {
          ...GETPID,
          machine,
          workload,
          test,
          system,
          overrides: [...quick, ...overridesOf(control, value)],
        };
        const { cyclesPerOperation: cycles, set } = engine().perform('measure', run);
        return { cycles, set: set.length };
      };
      const [least, most] = [at(low), at(high)];
      expect(least.set, control.id).to.equal(
        control.sets.length + (workload === 'bursts' ? quick.length : 0),
      );
      expect(least.cycles, `${control.id} ${low}`).to.not.equal(most.cycles);
      if (!('choices' in control) && !('switch' in control)) {
        expect(control.base, control.id).to.be.within(control.from, control.to);
      }
      expect(parseQuantity(control.sourced)?.value).to.equal(control.base);
    }
  });
});
