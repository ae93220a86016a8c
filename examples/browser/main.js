// Bundle it with the engine and the shipped files, then open index.html:
//   npx esbuild main.js --bundle --minify --outfile=bundle.js
import { simulate } from 'ukperf';
import { shipped } from 'ukperf/data';

const table = document.querySelector('tbody');
for (const system of ['linux', 'l4linux', 'mklinux-in-kernel', 'mklinux-user']) {
  const { value, unit, elapsedCycles, fingerprint } = simulate(shipped, {
    machine: 'pentium-133',
    system,
    workload: 'getpid',
  });
  const row = table.insertRow();
  Object.assign(row.dataset, { system, value, elapsed: elapsedCycles, fingerprint });
  row.insertCell().textContent = system;
  row.insertCell().textContent = `${value.toFixed(0)} ${unit}`;
}
document.body.dataset.done = 'yes';
