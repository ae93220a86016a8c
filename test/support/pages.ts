import { filesBelow } from '../../scripts/site/pages.ts';
import { blocksOf, commandsOf } from './markdown.ts';

/** The pages of the documentation. The README has a test of its own. */
export const PAGES: readonly string[] = filesBelow('docs')
  .filter((file) => file.endsWith('.md'))
  .sort();

/** Pages whose commands are run from the top to the end, each output compared with what the page shows, and the tests that do it. */
export const FOLLOWED: Readonly<Record<string, string>> = {
  'docs/tutorials/add-a-kernel-structure.md': 'test/docs/add-a-kernel-structure.long.test.ts',
  'docs/tutorials/check-in-your-ci.md': 'test/docs/check-in-your-ci.long.test.ts',
  'docs/how-to/read-a-flame-chart.md': 'test/docs/read-a-flame-chart.long.test.ts',
};

const SLURM = 'needs a cluster: test/engines/slurm.engines.test.ts runs sweeps under a Slurm that it starts';
const QUEUE = 'needs a server: test/engines/bullmq.engines.test.ts runs sweeps at a Redis that it starts';
const SHARDS = 'needs that program or those hosts: test/cli/sweep.long.test.ts runs and merges shards';

/** Commands that no test runs as they stand in a page, by how they begin, and why. */
const NOT_RUN: readonly (readonly [start: string, reason: string])[] = [
  ['npm ci', 'came before any test'],
  ['npx ukperf reproduce', 'the main job, which verify:full runs as it is written'],
  ['npx ukperf check --claims', 'takes a minute and ends with status 1: test/cli/check/check.long.test.ts'],
  ['npx ukperf serve', 'runs until somebody ends it: test/cli/serve.test.ts'],
  ['ukperf sweep my-sweep.yaml --out /shared/my-sweep --engine slurm', SLURM],
  ['npm install bullmq@6 ioredis@6', QUEUE],
  ['export UKPERF_REDIS_URL', QUEUE],
  ['ukperf sweep my-sweep.yaml --out my-sweep --engine bullmq', QUEUE],
  ['parallel ', SHARDS],
  ['snakemake ', SHARDS],
  ['for part in 1 2 3 4; do', SHARDS],
  ['npx ukperf sweep ipc-and-rate', 'in the README as well: test/readme.long.test.ts'],
  ['npm install ukperf', 'test/package installs what npm would publish'],
  ['npx ukperf sweep my-sweep.yaml', "needs the reader's own file: test/cli/sweep.long.test.ts runs such"],
];

/** What a test does with a block of shell. */
export type Treatment =
  | { kind: 'followed'; by: string }
  /** Its output stands below it, and `npm run docs:check` compares it. */
  | { kind: 'shown' }
  | { kind: 'not run'; reason: string }
  | { kind: 'run' };

export interface ShellBlock {
  page: string;
  text: string;
  treatment: Treatment;
}

/** Every block of shell of every page. */
export function shellBlocks(): ShellBlock[] {
  return PAGES.flatMap((page) => {
    const blocks = blocksOf(page);
    return blocks.flatMap((block, index): ShellBlock[] => {
      if (block.language !== 'sh') return [];
      const commands = commandsOf(block);
      const treatment = (): Treatment => {
        if (Object.hasOwn(FOLLOWED, page)) return { kind: 'followed', by: FOLLOWED[page] };
        const shown = blocks.at(index + 1)?.outputOf;
        if (commands.length === 1 && commands[0] === `npx ${String(shown)}`) return { kind: 'shown' };
        // All of `reproduce`, not a part of it.
        const exact = (start: string): boolean => start === 'npx ukperf reproduce';
        const left = NOT_RUN.find(([start]) =>
          exact(start) ? commands.join('\n') === start : commands[0].startsWith(start),
        );
        return left ? { kind: 'not run', reason: left[1] } : { kind: 'run' };
      };
      return [{ page, text: block.text, treatment: treatment() }];
    });
  });
}

/** Starts of commands that are left out, which a page must have. */
export const notRunStarts = (): string[] => NOT_RUN.map(([start]) => start);
