import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { htmlReport } from '../../../reports/report/html-report.ts';
import { markdownReport } from '../../../reports/report/markdown-report.ts';
import { pageLibraries } from '../../../reports/render/page-libraries.ts';
import { provenanceText } from '../../../reports/report/provenance-file.ts';
import { sectionsOf, TITLE } from '../../../reports/report/sections.ts';
import { readShippedLedger } from '../../../cli/shipped.ts';
import { madeUpReport, SYSTEMS } from '../../support/reported.ts';

const reported = madeUpReport();
const sections = sectionsOf(reported);
const whole = { title: TITLE, lead: 'About <this>.', sections };
const page = htmlReport(whole, { libraries: ['a()'], style: 'b {}', script: 'c()' });
const markdown = markdownReport(whole);

describe('a report', () => {
  it('has its sections in order, and leaves out those that the result has nothing for', () => {
    expect(sections.map(({ id }) => id)).to.deep.equal([
      'figures',
      'accuracy',
      'cycles',
      'tables',
      'misses',
      'fit',
      'sources',
    ]);
    const { calibration: _, ...unfitted } = reported;
    const bare = sectionsOf({ ...unfitted, rows: [], operations: [] });
    expect(bare.map(({ id }) => id)).to.deep.equal(['tables', 'sources']);
  });

  it('says how to get it again', () => {
    for (const text of [page, markdown])
      for (const fact of ['ukperf reproduce', '1.2.3', 'v20', 'seed 1', '0123456789abcdef'])
        expect(text).to.contain(fact);
  });

  it('begins with the penalties of whole workloads, sourced, inferred and published', () => {
    const shares = { user: 1, system: 0, idle: 0 };
    const rows = reported.rows.map((row) =>
      row.experiment !== 'compile'
        ? row
        : { ...row, shares, ...(row.system === 'linux' ? {} : { sourced: { model: row.model - 1 } }) },
    );
    const own = sectionsOf({ ...reported, rows });
    expect(own[0].id).to.equal('whole-workloads');
    const text = markdownReport({ title: TITLE, lead: '', sections: own });
    // 468 and 477 for 459 s; 492 and 503 published for 481 s.
    expect(text).to.contain('| compile elapsed | sourced mechanisms alone | 1.7 % | 3.7 % |');
    expect(text).to.contain('|  | with inferred mechanisms | 2.0 % | 3.9 % |');
    expect(text).to.contain('|  | published | 2.3 % | 4.6 % |');
  });

  it('shows how accurate earlier versions were', () => {
    const ledger = readShippedLedger();
    const text = markdownReport({ title: TITLE, lead: '', sections: sectionsOf({ ...reported, ledger }) });
    expect(text).to.contain('**Median absolute errors over versions**');
    expect(text).to.contain(`| ${ledger.entries[0].date} |  |  |  | 22.7 % | 60.8 % |  | `);
    expect(text).to.contain('Mach shares the processor by recent use');
    expect(markdown).not.to.contain('over versions');
  });

  it('has errors of its own run in the explanation of a miss', () => {
    // 33 published for 30.
    expect(markdown).to.contain('7. **Pipes** -9 % <!--');
  });

  it('names the explanation of a miss where one is known', () => {
    expect(markdown).to.match(/\| lmbench \| pipe-latency \| linux \| .*\| \[7\]\(#miss-7\) \|/);
    expect(markdown).to.contain('<a id="miss-7"></a>');
    expect(page).to.contain('<a href="#miss-7">7</a>');
  });
});

describe('a report as a page', () => {
  it('ends no script and opens no element by its content', () => {
    expect(page.match(/<\/script>/g)).to.have.length(page.match(/<script[ >]/g)!.length);
    expect(page).not.to.contain('<b>');
    expect(page).not.to.match(/[\u2029]/);
    expect(page).to.contain('About &lt;this&gt;.');
  });

  it('lets its own scripts run and no others, and nothing be fetched', () => {
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page)!;
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script]) => script);
    expect(scripts).to.deep.equal(['a()', 'c()']);
    for (const script of scripts)
      expect(policy).to.contain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(policy).to.contain("default-src 'none'");
    expect(policy).to.contain("connect-src 'none'");
    expect(policy).not.to.match(/script-src[^;]*'unsafe-inline'/);
  });

  it('heads columns by system and figure', () => {
    expect(page).to.contain('<th scope="colgroup" colspan="3">');
    const cells = (text: string): number => page.split(`>${text}</th>`).length - 1;
    expect(page).to.contain('>first said</th>');
    expect(cells('model')).to.be.greaterThanOrEqual(SYSTEMS.length);
    expect(cells('paper')).to.be.greaterThanOrEqual(SYSTEMS.length);
  });

  it('carries every source once', () => {
    const [, json] = /id="data">([\s\S]*?)<\/script>/.exec(page)!;
    const { entries, sources } = JSON.parse(json) as { entries: (string | number)[][]; sources: string[] };
    expect(entries).to.have.length(2);
    expect(entries[0].slice(0, 3)).to.deep.equal(['caches.l2', '11', 'cycles']);
    expect(sources.filter((source) => source === 'machine.yaml')).to.have.length(1);
    expect(sources[entries[0][5] as number]).to.equal(reported.provenance[0].source);
  });

  it('has the scripts that draw charts, none of which ends its element', () => {
    const libraries = pageLibraries();
    expect(libraries).to.have.length(3);
    for (const library of libraries) expect(library.length).to.be.greaterThan(50_000);
  });
});

describe('a report as Markdown', () => {
  it('shows each chart and links its files', () => {
    for (const { blocks } of sections)
      for (const block of blocks)
        if (block.kind === 'chart') {
          expect(markdown).to.contain(`](charts/${block.chart.name}.svg)`);
          expect(markdown).to.contain(`](charts/${block.chart.name}.vl.json)`);
        }
  });

  it('has tables whose lines have as many cells as their heads', () => {
    for (const [table] of markdown.matchAll(/(^\|.*\|\n?)+/gm)) {
      const lengths = table
        .trim()
        .split('\n')
        .map((line) => line.split(/(?<!\\)\|/).length);
      expect(new Set(lengths).size, table).to.equal(1);
    }
  });

  it('comes with a table of sources that other programs read', () => {
    const [head, first] = provenanceText(reported.provenance).split('\n');
    expect(head).to.equal('key,value,unit,status,range,source,file');
    expect(first).to.match(/^caches\.l2,11,cycles,estimated,9 \.\. 15,"a ""book"", /);
  });
});
