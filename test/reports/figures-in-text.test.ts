import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { PACKAGE } from '../../api/disk-library.ts';
import type { Row } from '../../calibration/experiments/row.ts';
import { withFigures, withoutFigures, withoutMarkers } from '../../reports/figures-in-text.ts';
import { lockedRows } from '../../cli/locked-rows.ts';
import { row } from '../support/reported.ts';

const ROWS: Row[] = [
  row('build/elapsed/linux', 's', 100, 100, { role: 'fitted' }),
  row('build/elapsed/ours', 's', 110, 125),
  row('build/elapsed/theirs', 's', 130.04, 125),
  row('mix/slower/ours', 'percent', 8.04, 20),
  row('copy/rate/ours', 'MB/s', 20, undefined, {
    published: [30, 40],
    role: 'validation',
    relativeError: -1 / 3,
  }),
];
const figure = (words: string, text = '?'): string => `(<!-- figure: ${words} -->${text}<!-- /figure -->)`;
const filled = (words: string): string => withoutMarkers(withFigures(figure(words), ROWS));

describe('figures of a run in a text', () => {
  it('are errors, ranges of them, values, penalties: of what is published, not of what was set', () => {
    expect(filled('errors build/elapsed/*')).to.equal('(-12, +4 %)');
    expect(filled('error-range build/elapsed/*')).to.equal('(-12 to +4 %)');
    expect(filled('error-range build/elapsed/ours copy/*/*')).to.equal('(-12 to -33 %)');
    expect(filled('error-range mix/*/*')).to.equal('(-60 %)');
    expect(filled('models build/elapsed/o* mix/*/*')).to.equal('(110 s, 8.04 %)');
    expect(filled('models build/elapsed/*')).to.equal('(100, 110, 130 s)');
    expect(filled('published copy/rate/ours')).to.equal('(30.0-40.0 MB/s)');
    expect(filled('penalties build/elapsed/*')).to.equal('(10.0, 30.0 %)');
    expect(filled('published-penalties build/elapsed/ours')).to.equal('(25.0 %)');
  });

  it('stand in the order that is asked for', () => {
    expect(filled('errors build/elapsed/theirs build/elapsed/ours')).to.equal('(+4, -12 %)');
  });

  it('keep what a text says where the run does not have them, and tell', () => {
    const missing: string[] = [];
    const text = figure('errors other/*/*', '+7 %') + figure('errors build/elapsed/linux', '+1 %');
    expect(withFigures(text, ROWS, (marker) => missing.push(marker))).to.equal(text);
    expect(missing).to.deep.equal([
      '<!-- figure: errors other/*/* -->',
      '<!-- figure: errors build/elapsed/linux -->',
    ]);
    expect(() => filled('mistakes build/*/*')).to.throw('expected a figure (errors, error-range');
  });
});

describe('figures of the lock file in the pages', () => {
  const pages = readdirSync(join(PACKAGE, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file): [string, string] => [file, readFileSync(join(PACKAGE, 'docs', file), 'utf8')]);

  it('are those that the lock file has', () => {
    const rows = lockedRows();
    for (const [file, text] of pages) {
      const missing: string[] = [];
      const fresh = withFigures(text, rows, (marker) => missing.push(marker));
      expect(missing, file).to.deep.equal([]);
      expect(fresh, `${file}: run npm run docs`).to.equal(text);
    }
  });

  it('begin no line, where Markdown would take it for HTML', () => {
    for (const [file, text] of pages) expect(text, file).not.to.match(/^ *<!-- figure: /m);
  });

  it('are the only errors that the known misses name: none is typed beside a marker', () => {
    const page = pages.find(([file]) => file === join('explanation', 'model.md'))?.[1] ?? '';
    const section = /^## Known misses\n([^]*)/m.exec(page)?.[1] ?? '';
    expect(section.match(/<!-- figure: /g)?.length).to.be.greaterThan(15);
    expect(withoutFigures(section)).not.to.match(/[-+]\d+(\.\d+)?(, [-+]?\d+)* %/);
    // A typed one is found.
    expect(withoutFigures(`${section} (-34 %)`)).to.match(/[-+]\d+(\.\d+)?(, [-+]?\d+)* %/);
    // Another figure is found as well.
    const wrong = section.replace(/(<!-- figure: errors dual-space\/getpid\/\* -->)[^<]*/, '$1-34 %');
    expect(wrong).not.to.equal(section);
    expect(withFigures(wrong, lockedRows())).to.equal(section);
  });
});
