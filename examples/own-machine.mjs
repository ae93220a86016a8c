// A machine of one's own, written in code: the Pentium 133 with a TLB whose entries carry address-space numbers.
import { loadMachine, simulate, SpecError, TextLibrary } from 'ukperf';
import { shipped } from 'ukperf/data';

const profile = `machine: tagged
title: Pentium 133 with a tagged TLB
extends: pentium-133
tlb:
  tagged: { value: 1, source: a what-if, status: what-if }
`;
const library = new TextLibrary({ 'tagged.yaml': profile }, shipped);
const tagged = loadMachine(library, 'tagged.yaml');
console.log(
  `${tagged.title}: ${tagged.values.tlb.data.entries} data entries, tagged ${tagged.values.tlb.tagged}`,
);

for (const machine of ['pentium-133', tagged]) {
  const result = simulate(library, { machine, system: 'mklinux-user', workload: 'getpid', replications: 5 });
  console.log(`getpid of MkLinux on ${result.machine}: ${result.value.toFixed(0)} ${result.unit}`);
}

// What is wrong in a file is told with its place.
try {
  loadMachine(
    new TextLibrary({ 'wrong.yaml': profile.replace('value: 1', 'value: 7') }, shipped),
    'wrong.yaml',
  );
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  for (const { file, line, key, expected, found } of error.problems)
    console.log(`${file}:${line}: ${key}: expected ${expected}, found ${found}`);
}
