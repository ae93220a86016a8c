/**
 * Rounds of steady-rounds.yaml in our interpreter, in a process of its own:
 *
 *   run-steady.js STRUCTURE PROGRAM ROUNDS
 *
 * prints "hash nanoseconds", as the interpreter in C does: CPU time of the steady state alone.
 */
import { loadSteadySystem, runSteady } from './workloads/steady-state.ts';

const WARM_UPS = 4;

const [structure, program, rounds] = process.argv.slice(2);
const system = loadSteadySystem(structure);
for (let i = 0; i < WARM_UPS; i++) runSteady(system, program, Math.ceil(Number(rounds) / 8));
const { checksum, nanoseconds } = runSteady(system, program, Number(rounds));
console.log(`${checksum} ${nanoseconds}`);
