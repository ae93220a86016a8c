import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

/** The page and its worker may load what lies beside them, and ask for nothing else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
} as const;

interface Page {
  type: string;
  body: Buffer;
}

/**
 * A server of the files of one directory, which it reads once: there is no way from a request to the disk.
 * It answers GET and HEAD. What reaches it by loopback must also ask for a loopback name: a page from elsewhere whose name leads here is
 * none of its own.
 */
export function pageServer(directory: string): Server {
  const pages = new Map<string, Page>();
  for (const name of readdirSync(directory)) {
    const type = TYPES[extname(name)];
    if (type) pages.set(`/${name}`, { type, body: readFileSync(join(directory, name)) });
  }
  const index = pages.get('/index.html');
  if (index) pages.set('/', index);
  const server = createServer((request, response) => {
    answer(pages, request, response);
  });
  server.headersTimeout = SLOWEST;
  server.requestTimeout = SLOWEST;
  server.maxConnections = MOST_CONNECTIONS;
  server.on('clientError', (_, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    else socket.destroy();
  });
  return server;
}

/** How long a client may take to say what it wants, in ms; and how many may be connected. */
const SLOWEST = 10_000;
const MOST_CONNECTIONS = 256;

const LOOPBACK = /^(::1|(::ffff:)?127\.[0-9.]+)$/;
const LOOPBACK_NAME = /^(localhost|127\.[0-9.]+|\[::1\])(:\d+)?$/i;

function answer(
  pages: ReadonlyMap<string, Page>,
  { method, url = '', headers: { host }, socket }: IncomingMessage,
  response: ServerResponse,
): void {
  if (host !== undefined && LOOPBACK.test(socket.localAddress ?? '') && !LOOPBACK_NAME.test(host)) {
    send(response, 421, {}, 'this server has no other name than localhost\n');
    return;
  }
  if (method !== 'GET' && method !== 'HEAD') {
    send(response, 405, { Allow: 'GET, HEAD' }, 'GET and HEAD only\n');
    return;
  }
  const path = pathOf(url);
  const page = path === undefined ? undefined : pages.get(path);
  if (page === undefined) {
    send(response, path === undefined ? 400 : 404, {}, path === undefined ? 'bad request\n' : 'not found\n');
    return;
  }
  send(response, 200, { 'Content-Type': page.type }, page.body);
}

/** The path of a request, without what follows `?`; undefined for what is none. */
function pathOf(url: string): string | undefined {
  if (!url.startsWith('/')) return undefined;
  try {
    return decodeURIComponent(url.split('?', 1)[0]);
  } catch {
    return undefined;
  }
}

/** Node leaves the body out where the method is HEAD. */
function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Buffer,
): void {
  response.writeHead(status, {
    ...HEADERS,
    'Content-Type': TYPES['.txt'],
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}
