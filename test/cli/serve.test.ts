import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createConnection } from 'node:net';
import type { Readable } from 'node:stream';
import { expect } from 'chai';
import { answered, MAIN, ukperf } from '../support/command-line.ts';

type Served = ChildProcessByStdio<null, Readable, Readable>;

function start(...words: string[]): Promise<{ server: Served; text: string }> {
  const server = spawn(process.execPath, [MAIN, 'serve', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let text = '';
    server.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (/[})]\n$/.test(text)) resolve({ server, text });
    });
    server.once('exit', (status) => {
      reject(new Error(`status ${status}`));
    });
  });
}

function end(server: Served, signal: NodeJS.Signals): Promise<{ status: number | null; stderr: string }> {
  return new Promise((resolve) => {
    let stderr = '';
    server.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    server.once('exit', (status) => {
      resolve({ status, stderr });
    });
    server.kill(signal);
  });
}

/** Sends bytes as they are, which no client of HTTP would, and gives the first line of the answer. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => {
      resolve(text.split('\r\n')[0]);
    });
    socket.on('error', reject);
    socket.end(bytes);
  });
}

describe('ukperf serve', () => {
  let server: Served;
  let url: URL;

  before(async () => {
    const started = await start('--port', '0', '--json');
    ({ server } = started);
    const { schema, url: text } = JSON.parse(started.text) as { schema: string; url: string };
    expect(schema).to.equal('ukperf/serve/1');
    url = new URL(text);
  });
  after(async () => {
    expect(await end(server, 'SIGTERM')).to.deep.equal({ status: 0, stderr: '' });
  });

  it('listens on loopback only, unless it is told otherwise', () => {
    expect(url.hostname).to.equal('127.0.0.1');
  });

  it('serves its files with their types, and lets them load nothing from elsewhere', async () => {
    for (const [path, type] of [
      ['', 'text/html; charset=utf-8'],
      ['index.html?x=1', 'text/html; charset=utf-8'],
      ['story.html', 'text/html; charset=utf-8'],
      ['worker.js', 'text/javascript; charset=utf-8'],
      ['style.css', 'text/css; charset=utf-8'],
      ['icon.svg', 'image/svg+xml'],
    ]) {
      const answer = await fetch(new URL(path, url));
      expect([answer.status, answer.headers.get('content-type')], path).to.deep.equal([200, type]);
      expect(answer.headers.get('content-security-policy')).to.match(/^default-src 'none';/);
      expect(answer.headers.get('x-content-type-options')).to.equal('nosniff');
      expect((await answer.arrayBuffer()).byteLength).to.be.greaterThan(0);
    }
  });

  it('answers HEAD with the headers of GET, and no body', async () => {
    const get = await fetch(url);
    const head = await fetch(url, { method: 'HEAD' });
    expect(head.status).to.equal(200);
    expect(head.headers.get('content-length')).to.equal(String((await get.arrayBuffer()).byteLength));
    expect((await head.arrayBuffer()).byteLength).to.equal(0);
  });

  it('refuses other methods', async () => {
    const answer = await fetch(url, { method: 'POST', body: 'x' });
    expect([answer.status, answer.headers.get('allow')]).to.deep.equal([405, 'GET, HEAD']);
  });

  it('has nothing but its files', async () => {
    for (const path of ['nothing.html', 'index.html/', '.', 'constructor', '__proto__'])
      expect((await fetch(new URL(path === '.' ? './site/' : path, url))).status, path).to.equal(404);
  });

  it('gives no way out of its directory', async () => {
    for (const path of [
      '/../package.json',
      '/../../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/..\\..\\package.json',
      '//etc/passwd',
      '/index.html%00',
    ])
      expect(await raw(Number(url.port), `GET ${path} HTTP/1.0\r\n\r\n`), path).to.equal(
        'HTTP/1.1 404 Not Found',
      );
  });

  it('survives requests that are none', async () => {
    for (const bytes of [
      'rubbish\r\n\r\n',
      'GET /%zz HTTP/1.0\r\n\r\n',
      'GET http://elsewhere/ HTTP/1.0\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`,
      '\0\0\0\0\r\n\r\n',
    ])
      expect(await raw(Number(url.port), bytes), bytes.slice(0, 30)).to.match(/^HTTP\/1\.1 4\d\d /);
    expect((await fetch(url)).status).to.equal(200);
  });

  it('answers to names of loopback only, whatever name has led to it', async () => {
    const request = (host: string): Promise<string> =>
      raw(Number(url.port), `GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    for (const host of [
      'evil.example',
      `evil.example:${url.port}`,
      '127.0.0.1.evil.example',
      'localhost.evil',
      '',
    ])
      expect(await request(host), host).to.match(/^HTTP\/1\.1 4(00|21) /);
    for (const host of [url.host, 'localhost', `LOCALHOST:${url.port}`, '[::1]:80'])
      expect(await request(host), host).to.equal('HTTP/1.1 200 OK');
  });

  it('goes on while others are connected who say nothing, or little', async () => {
    const port = Number(url.port);
    const silent = Array.from({ length: 400 }, (_, index) => {
      const socket = createConnection({ host: '127.0.0.1', port });
      // One too many is turned away.
      socket.on('error', () => undefined);
      if (index % 2 === 0) socket.write('GET / HT');
      return socket;
    });
    await Promise.all(
      silent.slice(0, 100).map((socket) => new Promise((resolve) => socket.once('connect', resolve))),
    );
    for (const socket of silent.slice(50)) socket.destroy();
    expect((await fetch(url)).status).to.equal(200);
    for (const socket of silent) socket.destroy();
  });

  it('says when the port is taken', async () => {
    const { status, stdout, stderr } = await ukperf('serve', '--port', url.port);
    expect([status, stdout]).to.deep.equal([2, '']);
    expect(stderr).to.equal(
      `ukperf: serve: 127.0.0.1:${url.port}: expected a free port (--port 0 takes any that is free), found it taken by another program\n`,
    );
  });

  it('refuses what is no port and what is no address', async () => {
    for (const port of ['70000', '-1', '80.5', 'http', ''])
      expect((await answered('serve', `--port=${port}`)).status, port).to.equal(2);
    const { status, stderr } = await answered('serve', '--port', '0', '--host', '192.0.2.1');
    expect(status).to.equal(2);
    expect(stderr).to.contain('expected an address of this machine');
  });

  it('tells where it is, and ends well with Ctrl-C, even while somebody is connected', async () => {
    const { server: other, text } = await start('--port', '0');
    const [line] = text.split('\n');
    expect(line).to.match(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    await fetch(line, { headers: { Connection: 'keep-alive' } });
    expect(await end(other, 'SIGINT')).to.deep.equal({ status: 0, stderr: '' });
  });
});
