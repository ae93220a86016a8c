import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { PACKAGE } from '../../../api/disk-library.ts';

/** Nothing that Chromium would do on its own account; WebGL in software, for viewers that draw with it. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: FLAGS });
}

/** Notes all that a page does that it should not: errors, and requests that are not for its own files. */
export function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('request', (request) => {
    if (!/^(file|blob|data):/.test(request.url())) faults.push(`asked for ${request.url()}`);
  });
  return faults;
}

/** Notes errors, warnings and failed requests of a page of a server, and requests of its context that go elsewhere. */
export function watchOrigin(context: BrowserContext, page: Page, url: string): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`));
  context.on('request', (request) => {
    if (!request.url().startsWith(url)) faults.push(`asked for ${request.url()}`);
  });
  return faults;
}

/** A page, and all it did that it should not. */
export interface Watched {
  page: Page;
  faults: string[];
}

/** Opens a file that needs no other, in a profile of its own; warnings are faults too. */
export async function openFile(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const url = String(pathToFileURL(file));
  const faults = watch(page);
  page.on('console', (message) => {
    if (message.type() === 'warning') faults.push(message.text());
  });
  page.on('request', (request) => {
    if (request.url() !== url) faults.push(`asked for ${request.url().slice(0, MAX_SHOWN)}`);
  });
  await page.goto(url);
  return { page, faults };
}

const MAX_SHOWN = 100;

/** Keeps a picture, for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const directory = join(PACKAGE, 'out', 'screenshots');
  mkdirSync(directory, { recursive: true });
  await page.screenshot({ path: join(directory, `${name}.png`), fullPage: true });
}
