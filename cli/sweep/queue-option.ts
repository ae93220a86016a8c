import { Option } from 'commander';

export const queueOption = (): Option =>
  new Option('--queue <name>', 'bullmq: the queue, to whose name the hash of the engine is added').default(
    'ukperf',
  );
