import { mean, sampleStandardDeviation } from 'simple-statistics';
import type { RandomStream } from '../../model/core/random.ts';

/** A set of players, one bit each. */
export type Coalition = number;

/** Orders in which players join, drawn in pairs of an order and its reverse. */
export type Orders = readonly (readonly number[])[];

/** A player's share of what all players together are worth. */
export interface Share {
  value: number;
  /** Standard error of drawing orders; 0 where all orders were taken. */
  standardError: number;
}

/** Draws `pairs` orders of `players`, each with its reverse: what one order gives too early, the other gives too late. */
export function drawOrders(players: number, pairs: number, stream: RandomStream): Orders {
  return Array.from({ length: pairs }, () => {
    const order = Array.from({ length: players }, (_, index) => index);
    for (let left = players - 1; left > 0; left--) {
      const drawn = stream.below(left + 1);
      [order[left], order[drawn]] = [order[drawn], order[left]];
    }
    return [order, [...order].reverse()];
  }).flat();
}

/** The coalitions whose values a decomposition needs: all of them, or those that arise as players join in the given orders. */
export function coalitionsOf(players: number, orders?: Orders): Coalition[] {
  if (orders === undefined) return Array.from({ length: 2 ** players }, (_, coalition) => coalition);
  const needed = new Set<Coalition>([0]);
  for (const order of orders) {
    let coalition = 0;
    for (const player of order) needed.add((coalition |= 1 << player));
  }
  return [...needed];
}

/**
 * Shapley values: each player's mean contribution over the orders in which players may join. They add up to the value of all players
 * together less that of none, exactly with all orders and with drawn ones.
 *
 * Source: L. S. Shapley, A value for n-person games, 1953; sampling of orders: Castro, Gómez and Tejada, 2009.
 */
export function shapleyValues(
  players: number,
  valueOf: (coalition: Coalition) => number,
  orders?: Orders,
): Share[] {
  return orders === undefined ? exactValues(players, valueOf) : sampledValues(players, valueOf, orders);
}

function exactValues(players: number, valueOf: (coalition: Coalition) => number): Share[] {
  // A coalition of s others comes before a player in s! (n - s - 1)! of n! orders.
  const weights = [1 / players];
  for (let size = 1; size < players; size++) weights[size] = (weights[size - 1] * size) / (players - size);
  return Array.from({ length: players }, (_, player) => {
    const bit = 1 << player;
    let value = 0;
    for (let others = 0; others < 2 ** players; others++) {
      if (others & bit) continue;
      value += weights[sizeOf(others)] * (valueOf(others | bit) - valueOf(others));
    }
    return { value, standardError: 0 };
  });
}

function sampledValues(players: number, valueOf: (coalition: Coalition) => number, orders: Orders): Share[] {
  const contributions = Array.from({ length: players }, (): number[] => []);
  for (const order of orders) {
    let coalition = 0;
    for (const player of order) {
      const before = coalition;
      coalition |= 1 << player;
      contributions[player].push(valueOf(coalition) - valueOf(before));
    }
  }
  return contributions.map((values) => {
    const pairs = values.flatMap((value, index) =>
      index % 2 === 0 ? [] : [(value + values[index - 1]) / 2],
    );
    const standardError = pairs.length > 1 ? sampleStandardDeviation(pairs) / Math.sqrt(pairs.length) : NaN;
    return { value: mean(values), standardError };
  });
}

function sizeOf(coalition: Coalition): number {
  let size = 0;
  for (let rest = coalition; rest > 0; rest &= rest - 1) size++;
  return size;
}
