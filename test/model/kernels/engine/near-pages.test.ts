import { expect } from 'chai';
import { lineOf, popularity } from '../../../../model/kernels/engine/popularity.ts';

/** First lines of the clusters in order of popularity, the most popular first. */
const order = (pages: number, together: number): number[] => [...new Set(popularity(pages, 1, together))];
const lines = (...clusters: number[]): number[] => clusters.map((cluster) => cluster * 16);

describe('popularity of the lines of a working set', () => {
  it('goes on to the next page after so many lines together, and comes back', () => {
    // Clusters of 16 lines, eight to a page: 0 to 7 on the first page, 8 to 15 on the second.
    expect(order(2, 32)).to.deep.equal(lines(0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15));
    expect(order(2, 16)).to.deep.equal(lines(0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15));
    expect(order(2, 128)).to.deep.equal(lines(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
  });

  it('is even without skew, and falls with it as a power of the rank', () => {
    const shares = (skew: number): number[] => {
      const table = popularity(1, skew, 32);
      return order(1, 32).map((line) => table.filter((entry) => entry === line).length / table.length);
    };
    for (const share of shares(1)) expect(share).to.equal(1 / 8);
    // The cluster of a draw u is the whole part of 8 u², so the first one gets the draws below sqrt(1/8).
    expect(shares(2)[0]).to.be.closeTo(Math.sqrt(1 / 8), 1e-4);
    expect(shares(2)[7]).to.be.closeTo(1 - Math.sqrt(7 / 8), 1e-4);
  });

  it('chooses a line of a cluster by the low bits of a draw', () => {
    const table = popularity(2, 1, 32);
    expect(lineOf(table, 0)).to.equal(0);
    expect(lineOf(table, 0xf)).to.equal(15);
    expect(lineOf(table, 0xffff0003)).to.equal(15 * 16 + 3);
  });
});
