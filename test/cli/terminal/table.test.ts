import { expect } from 'chai';
import fc from 'fast-check';
import { bar } from '../../../cli/terminal/bars.ts';
import { figure, formatTable, picture, text, type Cell } from '../../../cli/terminal/table.ts';
import { widthOf } from '../../../cli/terminal/text.ts';
import { check } from '../../support/property.ts';

const COLUMNS = [text('what'), figure('cycles'), picture()];
const row = (name: string, cycles: string, share: number): Cell[] => [
  name,
  cycles,
  { draw: (width: number) => bar(share, width) },
];
const ROWS = [row('a name of some length', '1,234,567', 1), row('short', '12', 0.5)];

describe('formatTable', () => {
  it('takes the width that it takes where there is no terminal', () => {
    expect(formatTable(COLUMNS, ROWS, undefined)).to.equal(
      [
        'what                      cycles',
        `a name of some length  1,234,567  ${'█'.repeat(20)}`,
        `short                         12  ${'█'.repeat(10)}`,
      ].join('\n'),
    );
  });

  it('makes pictures smaller first, then breaks texts, and leaves figures alone', () => {
    expect(formatTable(COLUMNS, ROWS, 46).split('\n')[1]).to.equal(
      `a name of some length  1,234,567  ${'█'.repeat(12)}`,
    );
    expect(formatTable(COLUMNS, ROWS, 30)).to.equal(
      [
        'what          cycles',
        `a name of  1,234,567  ${'█'.repeat(8)}`,
        'some',
        'length',
        `short             12  ${'█'.repeat(4)}`,
      ].join('\n'),
    );
  });

  it('cuts texts that are to stay in a line', () => {
    const columns = [figure('cycles'), { ...text('path'), cut: true }];
    expect(formatTable(columns, [['12', '    the step of a path']], 26)).to.equal(
      'cycles  path\n    12      the step of a…',
    );
  });

  it('puts figures that do not fit into tables below, by their blocks', () => {
    const columns = [text('test'), ...['a', 'b', 'c', 'd'].map((title) => figure(title))];
    const rows = [['first', '11111', '22222', '33333', '44444']];
    expect(formatTable(columns, rows, 26, [2, 2])).to.equal(
      'test       a      b\nfirst  11111  22222\n\ntest       c      d\nfirst  33333  44444',
    );
    expect(formatTable(columns, rows, 26)).to.equal(
      'test       a      b      c\nfirst  11111  22222  33333\n\ntest       d\nfirst  44444',
    );
  });

  it('is never wider than the terminal, and keeps each figure', () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    const name = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
    const number = fc.integer({ min: 0, max: 9_999_999 }).map(String);
    check(
      60,
      fc.property(
        fc.integer({ min: 60, max: 160 }),
        fc.array(fc.tuple(name, name, number, number, number), { minLength: 1, maxLength: 5 }),
        (width, rows) => {
          const columns = [text('one'), text('two'), figure('x'), figure('y'), figure('z'), picture()];
          const drawn = formatTable(
            columns,
            rows.map((cells) => [...cells, { draw: (room: number) => bar(0.7, room) }]),
            width,
          );
          for (const line of drawn.split('\n')) {
            expect(widthOf(line)).to.be.at.most(width);
            expect(line).to.equal(line.trimEnd());
          }
          for (const [, , ...figures] of rows) for (const each of figures) expect(drawn).to.contain(each);
        },
      ),
    );
  });
});
