import { doChunk } from './do-chunk.ts';
import { doPacked } from './do-packed.ts';
import { runJob } from './run-job.ts';

/** What threads can do, by name. Work and what comes of it are plain data, which goes from one thread to another. */
const WORKS = { runJob, doChunk, doPacked };

export type Works = typeof WORKS;
export type WorkName = keyof Works;
/** What a kind of work is told. */
export type Told<Name extends WorkName> = Parameters<Works[Name]>[0];
/** What comes of a kind of work. */
export type Done<Name extends WorkName> = ReturnType<Works[Name]>;

/** A piece of work for a thread. */
export interface Work<Name extends WorkName> {
  name: Name;
  told: Told<Name>;
}

/** What a worker thread does: one piece of work. */
export default function work<Name extends WorkName>({ name, told }: Work<Name>): Done<Name> {
  const act = WORKS[name] as (told: Told<Name>) => Done<Name>;
  return act(told);
}
