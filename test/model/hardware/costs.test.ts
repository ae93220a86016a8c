import { expect } from 'chai';
import { ticksOf } from '../../../model/core/clock.ts';
import { costsOf } from '../../../model/hardware/costs.ts';
import { toy } from '../../support/toy.ts';

describe('costs', () => {
  it('are the profile in ticks', () => {
    const { instruction, exception, portIoIsa, portIoPci, walkLevel, writeLine } = costsOf(toy.machine());
    expect([instruction, exception, portIoIsa, portIoPci, walkLevel, writeLine]).to.deep.equal(
      [1, 30, 130, 50, 16, 32].map(ticksOf),
    );
  });

  it('are whole ticks', () => {
    const machine = toy.machine([{ path: 'tlb.walk-level', value: '12.3456 cycles' }]);
    for (const ticks of Object.values(costsOf(machine))) expect(Number.isInteger(ticks)).to.equal(true);
    expect(costsOf(machine).walkLevel).to.equal(Math.round(12.3456 * 1024));
  });

  it('each come from an entry of their own', () => {
    // Every cost of the profile gets a value of its own: two costs that share one would be equal.
    const paths = [
      'processor.cycles-per-instruction',
      ...Object.keys(toy.machine().privilege).map((key) => `privilege.${key}`),
      ...['strings.per-word', 'strings.start', 'tlb.walk-level'],
      ...['caches.l2-first-word', 'caches.l2-rest-of-line'],
      ...['first-word', 'rest-of-line', 'write-word', 'write-line'].map((key) => `memory.${key}`),
    ];
    const machine = toy.machine(
      paths.map((path, index) => ({
        path,
        value: path.startsWith('processor') ? String(index + 1) : `${index + 1} cycles`,
      })),
    );
    const values = Object.values(costsOf(machine)).sort((a, b) => a - b);
    expect(values).to.deep.equal(paths.map((_, index) => ticksOf(index + 1)));
  });
});
