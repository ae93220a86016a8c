import { spawn, type ChildProcess } from 'node:child_process';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { MAIN } from '../../support/command-line.ts';
import { startChromium, watchOrigin, type Watched } from './chromium.ts';

/** `ukperf serve`, and a browser to look at it. */
export class ServedPage {
  readonly url: string;
  private readonly browser: Browser;
  private readonly server: ChildProcess;

  private constructor(url: string, browser: Browser, server: ChildProcess) {
    this.url = url;
    this.browser = browser;
    this.server = server;
  }

  static async start(): Promise<ServedPage> {
    const server = spawn(process.execPath, [MAIN, 'serve', '--port', '0', '--json']);
    const url = await new Promise<string>((resolve, reject) => {
      let text = '';
      server.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.endsWith('}\n')) resolve((JSON.parse(text) as { url: string }).url);
      });
      server.once('exit', (status) => {
        reject(new Error(`ukperf serve: status ${status}`));
      });
    });
    return new ServedPage(url, await startChromium(), server);
  }

  /** Opens one of the pages, `path` with its hash. */
  async open(path: string, options: BrowserContextOptions = {}): Promise<Watched> {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const faults = watchOrigin(context, page, this.url);
    await page.goto(`${this.url}${path}`);
    return { page, faults };
  }

  async stop(): Promise<void> {
    await this.browser.close();
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGINT');
    await ended;
  }
}

/** How much wider the page is than the window, in pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
}
