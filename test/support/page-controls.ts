import type { Offered } from '../../web/engine/controls.ts';
import type { Run } from '../../web/engine/tasks.ts';
import { engine } from './page-engine.ts';

export const GETPID: Run = {
  machine: 'pentium-133',
  system: 'l4linux',
  workload: 'getpid',
  test: 'getpid',
  seed: '1',
  replications: 1,
  overrides: [],
};

/** What there is to turn for some systems. */
export const offered = (systems: string[], workload = 'getpid'): Offered[] =>
  engine()
    .perform('controls', { machine: 'pentium-133', workload, systems })
    .flatMap(({ controls }) => controls);
/** Every control, where some system has it. */
export const everywhere = [
  ...offered(['linux', 'l4linux'], 'bursts'),
  ...offered(['mklinux-user', 'mklinux-in-kernel']),
  ...engine()
    .perform('controls', {
      machine: 'skylake',
      workload: 'control-transfer',
      systems: ['sel4', 'mach-rpc'],
    })
    .flatMap(({ controls }) => controls),
];
