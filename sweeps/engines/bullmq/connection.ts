import type { Redis as Connection } from 'ioredis';
import { EngineError } from '../engine-error.ts';

/** A server for BullMQ. */
export interface Server {
  /** For ioredis. */
  options: {
    host: string;
    port: number;
    /** Number of the database. */
    db: number;
    username?: string;
    password?: string;
    /** With the system's certificates. */
    tls?: object;
  };
  /** Where it is, without secrets. */
  place: string;
}

/** What makes connections. */
type Client = typeof import('ioredis').Redis;

const URL_VARIABLE = 'UKPERF_REDIS_URL';
const PASSWORD_VARIABLE = 'UKPERF_REDIS_PASSWORD';
const STANDARD_URL = 'redis://127.0.0.1:6379';
const STANDARD_PORT = 6379;

/**
 * The server that the environment names: UKPERF_REDIS_URL (redis://, or rediss:// for TLS), and UKPERF_REDIS_PASSWORD for a password that
 * should not stand in a URL.
 * @throws EngineError for another kind of URL
 */
export function serverOf(environment: Readonly<Record<string, string | undefined>>): Server {
  const text = environment[URL_VARIABLE] ?? STANDARD_URL;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['redis:', 'rediss:'].includes(url.protocol) || !/^(\/\d*)?$/.test(url.pathname))
    throw new EngineError(
      `${URL_VARIABLE}: expected redis://HOST:PORT or rediss://HOST:PORT, with /NUMBER for a database, found ${url === undefined ? 'no URL' : `${url.protocol}//${url.host}${url.pathname}`}`,
    );
  const host = url.hostname.replace(/^\[|\]$/g, '') || '127.0.0.1';
  const port = Number(url.port || STANDARD_PORT);
  const password = environment[PASSWORD_VARIABLE] ?? decodeURIComponent(url.password);
  return {
    place: `${url.protocol}//${url.hostname || host}:${port}`,
    options: {
      host,
      port,
      db: Number(url.pathname.slice(1)),
      ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
      ...(password === '' ? {} : { password }),
      ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
    },
  };
}

/** The optional packages, loaded when they are used. @throws EngineError when they are not installed */
export async function loadBullmq(): Promise<{
  bullmq: typeof import('bullmq');
  Redis: Client;
}> {
  try {
    const [bullmq, { Redis }] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, Redis };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new EngineError(
      'a queue needs the packages bullmq and ioredis, which are not installed: npm install bullmq@6 ioredis@6',
    );
  }
}

/** Between two tries to reach a server that has gone away, at most, in ms. */
const RETRY = 1000;
const FIRST_CONTACT = 5000;

/** Looks whether a server is there. @throws EngineError when there is none */
export async function expectServer({ options, place }: Server, Redis: Client): Promise<void> {
  const probe = new Redis({
    ...options,
    ...{ lazyConnect: true, retryStrategy: () => null, connectTimeout: FIRST_CONTACT },
  });
  let reason = '';
  probe.on('error', (error: Error) => (reason = error.message));
  try {
    await probe.connect();
    await probe.ping();
  } catch (error) {
    throw new EngineError(
      `expected a Redis or Valkey server at ${place} (set ${URL_VARIABLE} for another place), found ${reason || (error as Error).message}`,
    );
  } finally {
    probe.disconnect();
  }
}

/** A connection that waits for a server that has gone away, and then asks again what was asked meanwhile. */
export function connect({ options }: Server, Redis: Client): Connection {
  return new Redis({
    ...options,
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 100, RETRY),
  });
}
