import { expectExactTraces } from '../../support/shipped-traces.ts';

describe('a trace of a shipped system', () => {
  for (const system of ['linux', 'l4linux'])
    it(`nests and covers every tick, and the run is as without it (${system})`, () => {
      expectExactTraces(system);
    });
});
