import { expect } from 'chai';
import fc from 'fast-check';
import { parseAs, parseQuantity, textOf, unitsOf, type Dimension } from '../../../model/document/quantity.ts';
import { check } from '../../support/property.ts';

/** Every unit, and what one of it is in the base unit of its dimension. */
const UNITS: [text: string, dimension: Dimension, value: number][] = [
  ['1', 'count', 1],
  ['1 cycle', 'cycles', 1],
  ['1 cycles', 'cycles', 1],
  ['1 ns', 'duration', 1],
  ['1 us', 'duration', 1000],
  ['1 ms', 'duration', 1000000],
  ['1 s', 'duration', 1000000000],
  ['1 min', 'duration', 60000000000],
  ['1 B', 'size', 1],
  ['1 KiB', 'size', 1024],
  ['1 MiB', 'size', 1048576],
  ['1 GiB', 'size', 1073741824],
  ['1 Hz', 'frequency', 1],
  ['1 kHz', 'frequency', 1000],
  ['1 MHz', 'frequency', 1000000],
  ['1 GHz', 'frequency', 1000000000],
  ['1 B/s', 'rate', 1],
  ['1 KB/s', 'rate', 1000],
  ['1 MB/s', 'rate', 1000000],
  ['1 GB/s', 'rate', 1000000000],
  ['1 rpm', 'rotation', 1],
  ['1 %', 'ratio', 0.01],
];

describe('quantity', () => {
  for (const [text, dimension, value] of UNITS) {
    it(`reads ${text} as ${dimension}`, () => {
      expect(parseQuantity(text)).to.deep.equal({ dimension, value });
    });
  }

  it('reads the micro sign in both code points', () => {
    expect(parseQuantity('2 \u00b5s')).to.deep.equal({ dimension: 'duration', value: 2000 });
    expect(parseQuantity('2 \u03bcs')).to.deep.equal({ dimension: 'duration', value: 2000 });
  });

  it('reads numbers as people write them', () => {
    const texts = ['7.5 ns', '7.5ns', '  7.5   ns ', '+7.5 ns', '75e-1 ns', '0.75E1 ns', '7.50 ns'];
    for (const text of texts) expect(parseQuantity(text)?.value, text).to.equal(7.5);
    expect(parseQuantity('.5 ns')?.value).to.equal(0.5);
    expect(parseQuantity('5. ns')?.value).to.equal(5);
    expect(parseQuantity('-5 ns')?.value).to.equal(-5);
    expect(parseQuantity('1_000_000 B')?.value).to.equal(1000000);
  });

  it('reads plain numbers', () => {
    expect(parseQuantity(2.5)).to.deep.equal({ dimension: 'count', value: 2.5 });
  });

  const strange = [
    '',
    'fast',
    'cycles',
    '5 parsecs',
    '5 Ms',
    '5 NS',
    '5 kb',
    '1.2.3 ns',
    '0x10 B',
    '1__0 B',
    '--5 B',
  ];
  for (const text of [
    ...strange,
    '5 ns ns',
    '5 constructor',
    '5 toString',
    '1e400 ns',
    'NaN',
    'Infinity s',
  ]) {
    it(`does not read ${JSON.stringify(text)}`, () => {
      expect(parseQuantity(text)).to.equal(undefined);
    });
  }

  for (const value of [null, undefined, true, [], {}, NaN, Infinity]) {
    it(`does not read ${JSON.stringify(value) ?? 'nothing'} (${typeof value})`, () => {
      expect(parseQuantity(value)).to.equal(undefined);
    });
  }

  it('is as exact as the decimal that was written', () => {
    const number = fc.record({ whole: fc.nat(99_999), decimals: fc.nat(999) });
    const unit = fc.constantFrom('us', 'ms', 's', 'kHz', 'MHz', 'GHz', 'KB/s', 'MB/s', 'GB/s');
    check(
      100,
      fc.property(number, unit, ({ whole, decimals }, name) => {
        const text = `${whole}.${String(decimals).padStart(3, '0')} ${name}`;
        const scale = parseQuantity(`1 ${name}`)!.value;
        // Integers up to 2^53 are exact, so this is the true value.
        expect(parseQuantity(text)?.value, text).to.equal((whole * 1000 + decimals) * (scale / 1000));
      }),
    );
    expect(parseQuantity('4.1 MHz')?.value).to.equal(4100000);
    expect(parseQuantity('7 %')?.value).to.equal(0.07);
  });

  it('is written as a text that gives it again', () => {
    for (const [text, dimension, value] of UNITS) {
      const written = textOf(dimension, value);
      expect(parseAs(written, dimension), text).to.deep.equal({ dimension, value });
    }
    for (const percent of [7, 14, 28, 55, 57])
      expect(textOf('ratio', percent / 100)).to.equal(`${percent} %`);
    expect([textOf('ratio', 0.625), textOf('size', 4096), textOf('count', 3)]).to.deep.equal([
      '62.5 %',
      '4096 B',
      '3',
    ]);
  });

  it('of a wrong dimension is refused, never converted', () => {
    expect(parseAs('25 cycles', 'cycles')?.value).to.equal(25);
    for (const [text, dimension] of UNITS) {
      for (const [, other] of UNITS) {
        expect(parseAs(text, other) !== undefined, `${text} as ${other}`).to.equal(dimension === other);
      }
    }
  });

  it('may have one of several dimensions', () => {
    expect(parseAs('25 cycles', 'duration', 'cycles')?.dimension).to.equal('cycles');
    expect(parseAs('25 KiB', 'duration', 'cycles')).to.equal(undefined);
  });

  it('names the units of its dimension', () => {
    expect(unitsOf('size')).to.equal('a number with a unit of size (B, KiB, MiB, GiB)');
    expect(unitsOf('count')).to.equal('a plain number');
  });
});
