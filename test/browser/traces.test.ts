import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import protobuf from 'protobufjs';
import { PACKAGE } from '../../api/disk-library.ts';
import { temporaryFiles, ukperf } from '../support/command-line.ts';
import { picture, startChromium, watch } from './support/chromium.ts';

const require = createRequire(import.meta.url);
const directory = temporaryFiles({});
/** On a machine that no fit changes. */
const GETPID = [
  ...['explain', 'getpid', '--system', 'l4linux', '--against', 'linux', '--method', 'flame'],
  ...['--machine', 'pentium-133-sourced'],
];

async function written(name: string, ...words: string[]): Promise<string> {
  const file = join(directory, name);
  const { status, stderr } = await ukperf(...words, '--output', file);
  expect(status, stderr).to.equal(0);
  return file;
}

let browser: Browser;
before(async () => {
  browser = await startChromium();
});
after(async () => {
  await browser.close();
});

describe('speedscope', () => {
  it('opens the file, and lists paths and steps with their cycles', async () => {
    const file = await written('getpid.speedscope.json', ...GETPID);
    const page = await browser.newPage({ viewport: { width: 1200, height: 700 } });
    const faults = watch(page);
    const viewer = dirname(require.resolve('speedscope/dist/release/file-format-schema.json'));
    await page.goto(String(pathToFileURL(join(viewer, 'index.html'))));
    await page.setInputFiles('input[type=file]', file);
    await page.waitForFunction("document.title.startsWith('getpid on l4linux against linux')");
    await picture(page, 'speedscope');
    // The view that lists functions in a table.
    await page.keyboard.press('3');
    const row = page.locator('tr', { hasText: 'run server-dispatch' });
    expect(await row.innerText()).to.match(/82\.5/);
    await picture(page, 'speedscope-table');
    expect(faults).to.deep.equal([]);
    await page.close();
  });
});

describe('the page with a flame chart', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    it(`draws it, tells of a step under the pointer, and asks for nothing (${colorScheme})`, async () => {
      const file = await written('getpid.html', ...GETPID);
      const page = await browser.newPage({ viewport: { width: 1200, height: 800 }, colorScheme });
      const faults = watch(page);
      await page.goto(String(pathToFileURL(file)));
      await page.waitForSelector('body[data-drawn=yes]');
      await page.getByText('run server-dispatch', { exact: true }).hover({ force: true });
      const tooltip = page.locator('#vg-tooltip-element.visible');
      await tooltip.waitFor();
      const text = await tooltip.innerText();
      expect(text).to.match(/run server-dispatch/);
      expect(text).to.match(/cycles:?\s+82\.5/);
      expect(text).to.match(/linux-server/);
      expect(text).to.match(/model\/kernels\/structures\/l4linux\.yaml:\d+/);
      await picture(page, `flame-chart-${colorScheme}`);
      expect(faults).to.deep.equal([]);
      await page.close();
    });
});

interface Packets {
  packet: {
    trackDescriptor?: { uuid?: unknown; thread?: { pid: number; tid: number }; process?: { pid: number } };
    trackEvent?: { type?: string };
    internedData?: { eventNames?: { name: string }[]; eventCategories?: { name: string }[] };
  }[];
}

describe('the schema that traces for Perfetto are checked with', () => {
  it('is the one that Chromium writes its own traces in', async () => {
    const session = await browser.newBrowserCDPSession();
    const ended = new Promise<string>((resolve) => {
      session.once('Tracing.tracingComplete', ({ stream }) => {
        resolve(String(stream));
      });
    });
    await session.send('Tracing.start', {
      transferMode: 'ReturnAsStream',
      streamFormat: 'proto',
      traceConfig: { includedCategories: ['toplevel', 'v8', 'blink'] },
    });
    const page = await browser.newPage();
    await page.goto('data:text/html,<p>something to trace</p>');
    await session.send('Tracing.end');
    const handle = await ended;
    const pieces: Buffer[] = [];
    for (;;) {
      const { data, base64Encoded, eof } = await session.send('IO.read', { handle });
      pieces.push(Buffer.from(data, base64Encoded ? 'base64' : 'utf8'));
      if (eof) break;
    }
    await page.close();
    const source = readFileSync(join(PACKAGE, 'test', 'data', 'perfetto', 'trace.proto'), 'utf8');
    const Trace = protobuf.parse(source).root.lookupType('perfetto.protos.Trace');
    const { packet } = Trace.toObject(Trace.decode(Buffer.concat(pieces)), {
      longs: Number,
      enums: String,
    }) as Packets;
    const types = new Set(packet.map(({ trackEvent }) => trackEvent?.type));
    expect([...types]).to.include.members(['TYPE_SLICE_BEGIN', 'TYPE_SLICE_END']);
    const tracks = packet.flatMap(({ trackDescriptor }) => (trackDescriptor ? [trackDescriptor] : []));
    expect(tracks.some(({ process }) => (process?.pid ?? 0) > 0)).to.equal(true);
    expect(tracks.some(({ thread }) => (thread?.tid ?? 0) > 0 && (thread?.pid ?? 0) > 0)).to.equal(true);
    const interned = packet.flatMap(({ internedData }) => (internedData ? [internedData] : []));
    const names = interned.flatMap(({ eventNames }) => (eventNames ?? []).map(({ name }) => name));
    const categories = interned.flatMap(({ eventCategories }) =>
      (eventCategories ?? []).map(({ name }) => name),
    );
    expect(names.some((name) => /^[\w:. ]{4,}$/.test(name))).to.equal(true);
    expect(categories.join(' ')).to.match(/toplevel|v8|blink/);
  });
});
