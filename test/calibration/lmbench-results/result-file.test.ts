import { expect } from 'chai';
import { parseResultFile, type ResultFile } from '../../../calibration/lmbench-results/result-file.ts';
import { SpecError } from '../../../model/document/problem.ts';

const FIRST = '[lmbench2.0 results for Linux box 2.0.36]';
const LAST = '[Tue Jan  5 12:31:07 CET 1999]';

const parse = (...lines: string[]): ResultFile =>
  parseResultFile({ file: 'box.0', text: [FIRST, ...lines, LAST, ''].join('\n') }, ['Pipe latency']);

describe('a result file of lmbench', () => {
  it('has settings by their names in small letters, in both versions', () => {
    const { settings, title } = parse('[MHZ: 133 MHz, 7.52 nanosec clock]', '[DISKS: ]');
    expect(settings.get('mhz')).to.deep.equal({ line: 2, value: '133 MHz, 7.52 nanosec clock' });
    expect(settings.get('disks')).to.deep.equal({ line: 3, value: '' });
    expect(title).to.equal('lmbench2.0, Linux box 2.0.36');
    expect(() =>
      parseResultFile({ file: 'f', text: `[lmbench3.0 results for Linux]\n${LAST}` }, []),
    ).not.to.throw();
  });

  it('has rows with a value and a unit', () => {
    expect(
      parse('Process fork+/bin/sh -c: 43021.5 microseconds', 'tlb: 64 pages 8.3 nanoseconds').rows,
    ).to.deep.equal([
      { line: 2, label: 'Process fork+/bin/sh -c', value: 43021.5, unit: 'microseconds' },
      { line: 3, label: 'tlb', value: 64, unit: 'pages', second: 8.3 },
    ]);
  });

  it('takes slow bandwidths in megabytes', () => {
    expect(parse('Pipe bandwidth: 512 KB/sec').rows[0]).to.include({ value: 0.512, unit: 'MB/sec' });
    expect(parse('Socket bandwidth using localhost', '0.000001 20.0 KB/sec').blocks[0].points[0].y).to.equal(
      0.02,
    );
  });

  it('has blocks of points under quoted and plain headings, which an empty line ends', () => {
    const { blocks, skipped } = parse(
      ...['Memory load latency', '"stride=16', '0.00049 15.0', '0.00098 15.1', ''],
      ...['Random load latency', '"stride=16', '0.00049 15.2', '', '0.00098 15.3'],
    );
    expect(
      blocks.map(({ line, title, section, points }) => [line, title, section, points.length]),
    ).to.deep.equal([
      [3, 'stride=16', 'Memory load latency', 2],
      [8, 'stride=16', 'Random load latency', 1],
    ]);
    expect(blocks[0].points[1]).to.deep.equal({ line: 5, x: 0.00098, y: 15.1 });
    expect(skipped, 'a point under no heading').to.deep.equal({ count: 1, first: 11 });
  });

  it('counts what it does not know', () => {
    const { skipped, rows } = parse('what is this?', '[ 12:00pm  up 10 min]', 'Select on: 3', '0k\t1\t2\t3');
    expect(skipped).to.deep.equal({ count: 3, first: 2 });
    expect(rows).to.deep.equal([]);
  });

  it('reads lines of another system’s editor', () => {
    const text = [FIRST, 'Pipe latency: 25.1 microseconds', LAST, ''].join('\r\n');
    expect(parseResultFile({ file: 'f', text }, []).rows[0].value).to.equal(25.1);
  });

  for (const [name, text, problem] of [
    ['an empty file', ' \n\n', 'box.0:1:1: expected an lmbench 2 or 3 result file, found an empty file'],
    [
      'binary data',
      `${FIRST}\n\u0000\u0001`,
      'box.0:2:1: expected the text of an lmbench 2 or 3 result file, found binary data',
    ],
    [
      'another text',
      '\nHello\n',
      'box.0:2:1: expected a first line [lmbench2.x results for ...] or [lmbench3.x results for ...], found "Hello"',
    ],
    ['lmbench 1', `[lmbench1.1 results for Linux]\n${LAST}`, 'found "[lmbench1.1 results for Linux]"'],
    [
      'a known row without a number',
      `${FIRST}\nPipe latency: fast\n${LAST}`,
      'box.0:2:1: Pipe latency: expected a number and its unit, found "fast"',
    ],
    [
      'a point that is cut short',
      `${FIRST}\n"stride=128\n0.00049 15.0\n0.000`,
      'box.0:4:1: stride=128: expected two numbers, found "0.000"',
    ],
    [
      'a file that ends early',
      `${FIRST}\nPipe latency: 25.1 microseconds\n`,
      'box.0:2:1: expected the closing line [date] of a complete result file, found "Pipe latency: 25.1 microseconds"',
    ],
  ]) {
    it(`refuses ${name}`, () => {
      expect(() => parseResultFile({ file: 'box.0', text }, ['Pipe latency'])).to.throw(SpecError, problem);
    });
  }

  it('takes a file that ends early where that is asked for', () => {
    const text = `${FIRST}\nPipe latency: 25.1 microseconds\n`;
    expect(parseResultFile({ file: 'f', text }, [], true).rows).to.have.lengthOf(1);
  });
});
