import { InvalidArgumentError, Option } from 'commander';
import type { Shard } from '../../sweeps/execution/shard.ts';

/** One of several parts, such as 3/16. */
export const shardOption = (what: string): Option => new Option('--shard <part/of>', what).argParser(shardOf);

function shardOf(text: string): Shard {
  const [, part, of] = /^(\d+)\/(\d+)$/.exec(text.trim()) ?? [];
  const shard = { part: Number(part), of: Number(of) };
  if (part === undefined || shard.part < 1 || shard.part > shard.of)
    throw new InvalidArgumentError('expected a part and their number, such as 3/16.');
  return shard;
}
