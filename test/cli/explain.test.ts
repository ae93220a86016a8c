import { expect } from 'chai';
import { answered, answeredJson, ukperf } from '../support/command-line.ts';

const GETPID = ['explain', 'getpid', '--system', 'l4linux', '--against', 'linux'];

describe('ukperf explain', () => {
  it('sets the charges of one operation on two systems side by side', async () => {
    const { stdout, status } = await ukperf(...GETPID);
    expect(status).to.equal(0);
    expect(stdout).to.match(/^place +cause +l4linux +linux +difference$/m);
    expect(stdout).to.match(/^l4 +mode-switch +\d+ +0\.00 +\d+ +█+.?$/m);
    expect(stdout).to.match(/^together +\d+ +\d+ +\d+$/m);
  });

  it('gives the shares of a single system', async () => {
    const { stdout } = await answered('explain', 'getpid', '--system', 'linux');
    expect(stdout).to.match(/^native-kernel +instructions +[\d.]+ +[\d.]+ % +█+$/m);
    expect(stdout).to.match(/^together +\d+ +100\.0 %$/m);
  });

  it('prints charges as JSON', async () => {
    const explained = await answeredJson<{
      schema: string;
      systems: { system: string; charges: unknown[] }[];
    }>(...GETPID, '--json');
    expect(explained.schema).to.equal('ukperf/explain/1');
    expect(explained.systems.map(({ system }) => system)).to.deep.equal(['l4linux', 'linux']);
  });
});
