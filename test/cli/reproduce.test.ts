import { expect } from 'chai';
import { answered, answeredJson, json, ukperf } from '../support/command-line.ts';

interface Report {
  schema: string;
  version: string;
  seed: string;
  machine: string;
  fingerprint: string;
  rows: Record<string, unknown>[];
}
const GETPID = ['reproduce', 'getpid', 'getpid-breakdown', '--quick'];

describe('ukperf reproduce', () => {
  it('prints the rows of the experiments that were named, as JSON and nothing else', async () => {
    const report = await json<Report>(...GETPID, '--json');
    expect(Object.keys(report)).to.deep.equal([
      'schema',
      'version',
      'seed',
      'machine',
      'fingerprint',
      'rows',
    ]);
    expect(report).to.include({ schema: 'ukperf/reproduction/1', seed: '1', machine: 'pentium-133' });
    expect(report.fingerprint).to.match(/^[0-9a-f]{16}$/);
    expect(report.version).to.match(/^\d+\.\d+\.\d+/);
    expect(new Set(report.rows.map((row) => row['experiment']))).to.deep.equal(
      new Set(['getpid', 'getpid-breakdown']),
    );
    expect(report.rows[0]).to.include({
      experiment: 'getpid',
      test: 'getpid',
      system: 'linux',
      unit: 'cycles',
      published: 223,
      role: 'calibration',
    });
    expect((await ukperf(...GETPID, '--json')).stderr).to.equal('');
  });

  it('prints a table for people: model, paper and error, the same figures as for programs', async () => {
    const [{ status, stdout, stderr }, { rows }] = await Promise.all([
      answered(...GETPID, '--workers', '1'),
      json<Report>(...GETPID, '--json'),
    ]);
    expect(status).to.equal(0);
    expect(stderr).to.equal('');
    expect(stdout).to.match(/^getpid \(cycles\) +\d+ +223 +[-+]?\d+ %/m);
    expect(stdout).to.contain(` ${Math.round(rows[0]['model'] as number)} `);
    expect(stdout).to.match(/machine pentium-133, seed 1, fingerprint [0-9a-f]{16}$/m);
  });

  it('spans intervals over replications', async () => {
    const [single, several] = await Promise.all([
      answeredJson<Report>('reproduce', 'dual-space', '--quick', '--json'),
      answeredJson<Report>('reproduce', 'dual-space', '--replications', '2', '--json'),
    ]);
    expect(single.rows[0]).not.to.have.property('interval');
    const [low, high] = several.rows[0]['interval'] as [number, number];
    expect(several.rows[0]['model']).to.be.within(low, high);
  });

  it('answers a what-if, wherever the option stands', async () => {
    const [asIs, tagged] = await Promise.all([
      answeredJson<Report>('reproduce', 'dual-space', '--quick', '--json'),
      answeredJson<Report>('reproduce', '--set', 'tlb.tagged=1', 'dual-space', '--quick', '--json'),
    ]);
    expect(tagged.rows[0]['model']).to.be.lessThan(asIs.rows[0]['model'] as number);
  });

  it('takes a seed into its result', async () => {
    const [one, two] = await Promise.all([
      answeredJson<Report>('reproduce', 'dual-space', '--quick', '--json'),
      answeredJson<Report>('reproduce', 'dual-space', '--quick', '--json', '--seed', 'two'),
    ]);
    expect(two.seed).to.equal('two');
    expect(two.fingerprint).not.to.equal(one.fingerprint);
  });
});
