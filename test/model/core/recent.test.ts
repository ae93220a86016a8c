import { expect } from 'chai';
import { Recent } from '../../../model/core/recent.ts';

describe('the values asked for last', () => {
  const counting = (most: number): ((key: string) => number) => {
    const recent = new Recent<string, number>(most, (left, right) => left === right);
    let made = 0;
    return (key) => recent.get(key, () => ++made);
  };

  it('are made once', () => {
    const get = counting(2);
    expect(['a', 'a', 'b', 'a', 'b'].map(get)).to.deep.equal([1, 1, 2, 1, 2]);
  });

  it('give way when there are too many, the one first that was not asked for longest', () => {
    const get = counting(2);
    expect(['a', 'b', 'a', 'c', 'a', 'b'].map(get)).to.deep.equal([1, 2, 1, 3, 1, 4]);
  });

  it('are not kept when they could not be made', () => {
    const recent = new Recent<string, number>(2, (left, right) => left === right);
    const fail = (): number => {
      throw new Error('no');
    };
    expect(() => recent.get('a', fail)).to.throw('no');
    expect(recent.get('a', () => 1)).to.equal(1);
  });
});
