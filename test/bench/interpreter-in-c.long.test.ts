import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { runProgram, type Program } from '../../bench/contestants.ts';
import { compileInterpreter } from '../../bench/interpreter-in-c.ts';
import { snapshotOf } from '../../bench/workloads/snapshot.ts';
import { loadSteadySystem, runSteady } from '../../bench/workloads/steady-state.ts';

const ROUNDS = 20;

describe('the interpreter in C', () => {
  let directory: string;
  let c: Program;

  before(async function () {
    directory = mkdtempSync(join(tmpdir(), 'ukperf-test-'));
    const compiled = await compileInterpreter(directory);
    if (!compiled) return this.skip();
    c = compiled;
  });

  after(() => {
    rmSync(directory, { recursive: true });
  });

  for (const structure of ['linux', 'l4linux', 'mklinux-user']) {
    it(`ends in the same state as the engine on ${structure}`, async () => {
      const system = loadSteadySystem(structure);
      const snapshot = join(directory, structure);
      writeFileSync(snapshot, snapshotOf(system, 'mixed-rounds', ROUNDS));
      const { checksum, counts } = await runProgram(c, [snapshot]);
      expect(checksum).to.equal(runSteady(system, 'mixed-rounds', ROUNDS).checksum);
      expect(counts[0]).to.be.greaterThan(ROUNDS * 100);
    });
  }
});
