import { expectColourWhereAskedFor } from '../../support/colours.ts';

describe('colour of tables with pictures', () => {
  it('is no part of what a pipe gets, unless it is asked for', async () => {
    await expectColourWhereAskedFor('explain getpid --against linux');
  });
});
