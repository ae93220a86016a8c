import { expect } from 'chai';
import fc from 'fast-check';
import { coalitionsOf, drawOrders, shapleyValues } from '../../../sweeps/attribution/shapley.ts';
import { RandomStream } from '../../../model/core/random.ts';
import { check } from '../../support/property.ts';

/** A game of three to five players: what each coalition is worth. */
const game = fc
  .integer({ min: 3, max: 5 })
  .chain((players) =>
    fc.tuple(
      fc.constant(players),
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 ** players, maxLength: 2 ** players }),
    ),
  );

describe('Shapley values', () => {
  it('are those of the glove game', () => {
    // One left glove (player 0), two right ones: a pair is worth 1.
    const pair = (coalition: number): number => ((coalition & 1) !== 0 && coalition > 1 ? 1 : 0);
    const values = shapleyValues(3, pair).map(({ value }) => value);
    [2 / 3, 1 / 6, 1 / 6].forEach((share, player) => {
      expect(values[player]).to.be.closeTo(share, 1e-12);
    });
  });

  it('split what only two players together bring', () => {
    // Two players that need each other, and one that brings 5 by itself.
    const worth = (coalition: number): number => ((coalition & 3) === 3 ? 10 : 0) + (coalition & 4 ? 5 : 0);
    expect(shapleyValues(3, worth).map(({ value }) => value)).to.deep.equal([5, 5, 5]);
  });

  it('add up to what all are worth beyond none', () => {
    check(
      200,
      fc.property(game, fc.integer({ min: 1, max: 5 }), ([players, worth], pairs) => {
        const orders = drawOrders(players, pairs, new RandomStream('orders'));
        for (const drawn of [undefined, orders]) {
          const sum = shapleyValues(players, (coalition) => worth[coalition], drawn).reduce(
            (total, { value }) => total + value,
            0,
          );
          expect(sum).to.be.closeTo(worth[2 ** players - 1] - worth[0], 1e-9);
        }
      }),
    );
  });

  it('come near the exact ones with many drawn orders, and say how near', () => {
    const worth = (coalition: number): number => coalition ** 3 + (coalition & 5 ? 40 : 0);
    const orders = drawOrders(5, 500, new RandomStream('many'));
    const exact = shapleyValues(5, worth);
    shapleyValues(5, worth, orders).forEach(({ value, standardError }, player) => {
      expect(standardError).to.be.greaterThan(0);
      expect(Math.abs(value - exact[player].value)).to.be.lessThan(4 * standardError);
    });
  });

  it('need all coalitions, or those that arise in the drawn orders', () => {
    expect(coalitionsOf(3)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(
      coalitionsOf(3, [
        [0, 1, 2],
        [2, 1, 0],
      ]).sort(),
    ).to.deep.equal([0, 1, 3, 4, 6, 7]);
  });

  it('are drawn in orders that hold every player once, each beside its reverse', () => {
    const orders = drawOrders(6, 20, new RandomStream('some'));
    expect(orders).to.have.lengthOf(40);
    orders.forEach((order, index) => {
      expect([...order].sort()).to.deep.equal([0, 1, 2, 3, 4, 5]);
      if (index % 2 === 1) expect(order).to.deep.equal([...orders[index - 1]].reverse());
    });
    expect(new Set(orders.map((order) => order.join())).size).to.be.greaterThan(30);
  });
});
