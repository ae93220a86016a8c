import { text, type Section } from './blocks.ts';
import type { Reported } from './reported.ts';

/** Where every number comes from, and how to get the same again. */
export function runSection({ run, provenance }: Reported): Section {
  const lines = [
    `command: \`${run.command}\``,
    `ukperf ${run.version}${run.revision === undefined ? '' : `, revision ${run.revision}`}, Node ${run.node}`,
    `machine ${run.machine}, seed ${run.seed}`,
    `fingerprint ${run.fingerprint}`,
  ];
  return {
    id: 'sources',
    title: 'Sources',
    blocks: [
      text(
        `The same command on the same version gives the same figures to the last cycle, on every machine; the fingerprint tells.\n\n${lines.map((line) => `- ${line}`).join('\n')}`,
      ),
      text(
        'Every number that these results depend on, with its source. Status: *published* in a document, *measured* on a machine or in a trace, *derived* from those, *estimated*, *fitted*, or a *what-if* of the command line.',
      ),
      { kind: 'provenance', entries: provenance },
    ],
  };
}
