// What does the shortest system call cost when Linux is a server on L4, and on which part of the way is the time spent?
import { simulate } from 'ukperf';
import { shipped } from 'ukperf/data';

const getpid = (system) =>
  simulate(shipped, { machine: 'pentium-133', system, workload: 'getpid', replications: 10 });

const native = getpid('linux');
const l4linux = getpid('l4linux');
const round = (cycles) => Math.round(cycles).toLocaleString('en');

console.log(`native Linux ${round(native.value)} cycles, L4Linux ${round(l4linux.value)} cycles`);
console.log(
  `penalty ${round(l4linux.value - native.value)} cycles, ${(l4linux.value / native.value).toFixed(2)} times\n`,
);

const places = new Map();
for (const { place, cycles } of l4linux.operationCharges)
  places.set(place, (places.get(place) ?? 0) + cycles);
for (const [place, cycles] of [...places].sort(([, left], [, right]) => right - left))
  console.log(`${place.padEnd(20)} ${round(cycles).padStart(5)} cycles`);
