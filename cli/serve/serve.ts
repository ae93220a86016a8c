import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { PACKAGE } from '../../api/disk-library.ts';
import { jsonOption } from '../options.ts';
import { fail, print, printJson, UsageError, version } from '../output.ts';
import { pageServer } from './page-server.ts';

interface Options {
  json?: boolean;
  port: number;
  host: string;
  open?: boolean;
}

const SITE = join(PACKAGE, 'dist', 'site');
const MAX_PORT = 65_535;

/** What keeps a server from listening, by its code. */
const TROUBLE: Readonly<Record<string, string>> = {
  EADDRINUSE: 'expected a free port (--port 0 takes any that is free), found it taken by another program',
  EACCES: 'expected a port that this user may listen on, such as one above 1023, found it forbidden',
  EADDRNOTAVAIL: 'expected an address of this machine, found none of that name',
  ENOTFOUND: 'expected an address of this machine, found none of that name',
};

/** Adds `ukperf serve`: the model in a web page. */
export function serveCommand(command: Command): void {
  command
    .addOption(
      new Option('--port <n>', 'port to listen on; 0 for any that is free').default(8970).argParser(portOf),
    )
    .addOption(
      new Option(
        '--host <address>',
        'address to listen on; others than loopback let other machines in',
      ).default('127.0.0.1'),
    )
    .option('--open', 'open the page in a browser')
    .addOption(jsonOption())
    .addHelpText('after', '\nExamples:\n  $ ukperf serve\n  $ ukperf serve --port 0 --open')
    .action(serve);
}

function portOf(text: string): number {
  const port = Number(text);
  if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > MAX_PORT)
    throw new InvalidArgumentError(`expected a whole number from 0 to ${MAX_PORT}.`);
  return port;
}

async function serve({ host, port, open, json }: Options): Promise<void> {
  if (!existsSync(join(SITE, 'index.html')))
    throw new UsageError('serve: expected the page in dist/site, found none (npm run build makes it)');
  const server = pageServer(SITE);
  const url = await listen(server, host, port);
  if (json) printJson({ schema: 'ukperf/serve/1', version: version(), url });
  else print(`${url}\n(Ctrl-C ends it)`);
  if (open) openInBrowser(url);
  await ended(server);
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code = '', message }: NodeJS.ErrnoException) => {
      reject(new UsageError(`serve: ${host}:${port}: ${TROUBLE[code] ?? message}`));
    });
    server.listen({ host, port }, () => {
      const { address, family, port: own } = server.address() as AddressInfo;
      resolve(`http://${family === 'IPv6' ? `[${address}]` : address}:${own}/`);
    });
  });
}

/** Resolves when somebody ends the program, which is how it is meant to end. */
function ended(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  });
}

const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

function openInBrowser(url: string): void {
  const [command, ...words] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...words, url], { stdio: 'ignore', detached: true });
  child.on('error', ({ message }) => {
    fail(`no browser could be opened (${message}): go to ${url}`);
  });
  child.unref();
}
