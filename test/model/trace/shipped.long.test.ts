import { expectExactTraces } from '../../support/shipped-traces.ts';

describe('a trace of another shipped system', () => {
  for (const system of ['l4linux-trampoline', 'mklinux-in-kernel', 'mklinux-user'])
    it(`nests and covers every tick, and the run is as without it (${system})`, () => {
      expectExactTraces(system);
    });
});
