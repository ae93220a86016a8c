import { gunzipSync, gzipSync } from 'node:zlib';

/** A value as a short text: what stands in a queue stands in the server's memory. */
export function pack(value: unknown): string {
  return gzipSync(JSON.stringify(value)).toString('base64');
}

/** The value of {@link pack}. */
export function unpack(text: string): unknown {
  return JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString());
}
