import { expectRunsEveryStructure, FASTER, SHIPPED } from '../../support/profiles.ts';

describe('each shipped machine of the references', () => {
  for (const name of [...SHIPPED, ...FASTER])
    it(`${name} runs every structure`, () => {
      expectRunsEveryStructure(name);
    });
});
