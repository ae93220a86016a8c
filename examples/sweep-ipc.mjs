// How much of the penalty of L4Linux is the IPC itself? The short IPC path from 20 to 320 instructions.
import { simulate } from 'ukperf';
import { shipped } from 'ukperf/data';

const machine = 'pentium-133';
const native = simulate(shipped, { machine, system: 'linux', workload: 'getpid' });
for (const instructions of [20, 40, 80, 160, 320]) {
  const set = { 'functions.l4.ipc-short.instructions': instructions };
  const { value } = simulate(shipped, { machine, system: 'l4linux', workload: 'getpid', set });
  console.log(`${instructions} instructions: getpid ${(value / native.value).toFixed(2)} times native`);
}
