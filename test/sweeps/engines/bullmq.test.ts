import { expect } from 'chai';
import { serverOf } from '../../../sweeps/engines/bullmq/connection.ts';
import { JobRunner } from '../../../model/run/runner.ts';
import { RecordingLibrary } from '../../../results/recording-library.ts';
import { doPacked } from '../../../sweeps/execution/do-packed.ts';
import { pack, unpack } from '../../../sweeps/execution/packed.ts';
import { doRun } from '../../../sweeps/execution/run-result.ts';
import { library } from '../../support/shipped.ts';
import { jobIdOf, queueOf } from '../../../sweeps/engines/bullmq/queue.ts';
import { EngineError } from '../../../sweeps/engines/engine-error.ts';

describe('the server of a queue', () => {
  it('is this machine when the environment names none', () => {
    expect(serverOf({})).to.deep.equal({
      place: 'redis://127.0.0.1:6379',
      options: { host: '127.0.0.1', port: 6379, db: 0 },
    });
  });

  it('is what the environment names, with its password in the URL or beside it', () => {
    const { options, place } = serverOf({ UKPERF_REDIS_URL: 'rediss://me:p%40ss@queue.example.org:7000/3' });
    expect(options).to.deep.equal({
      ...{ host: 'queue.example.org', port: 7000, db: 3, username: 'me', password: 'p@ss', tls: {} },
    });
    expect(place).to.equal('rediss://queue.example.org:7000');
    const beside = serverOf({ UKPERF_REDIS_URL: 'redis://[::1]', UKPERF_REDIS_PASSWORD: 'secret' });
    expect(beside.options).to.deep.equal({ host: '::1', port: 6379, db: 0, password: 'secret' });
  });

  it('is refused when it is no URL of Redis, without telling a password', () => {
    for (const [url, found] of [
      ['http://a:secret@b', 'http://b'],
      ['redis://:secret@b/x', 'redis://b/x'],
      ['secret', 'no URL'],
    ]) {
      const refused = (): unknown => serverOf({ UKPERF_REDIS_URL: url });
      expect(refused).to.throw(EngineError, new RegExp(`UKPERF_REDIS_URL: expected .*, found ${found}`));
      expect(refused).not.to.throw(/secret/);
    }
  });
});

describe('a chunk of a queue', () => {
  it('gives what its runs give here, from the texts that they were recorded with', () => {
    const recording = new RecordingLibrary(library);
    const on = {
      machine: 'pentium-133',
      system: 'l4linux',
      workload: 'lmbench',
      tests: ['write-dev-null-latency'],
    };
    const job = { ...on, seed: '1', replications: 1, overrides: [] };
    const task = { run: 7, key: 'k', job, charges: true };
    const here = doRun(new JobRunner(recording), task);
    expect(here).not.to.have.property('error');
    // The texts of a sweep hold other files beside those of the model.
    const texts = [...recording.texts, ['many.yaml', 'sweep: many\n']];
    const there = unpack(doPacked({ identity: 'a', texts: pack(texts), tasks: pack([task]) }));
    expect(there).to.deep.equal([here]);
  });
});

describe('a job in a queue', () => {
  it('has the same name when it is asked for again, and another for other runs', () => {
    const id = jobIdOf('abc', { first: 100, end: 200 });
    expect(id).to.equal(jobIdOf('abc', { first: 100, end: 200 }));
    const others = [jobIdOf('abd', { first: 100, end: 200 }), jobIdOf('abc', { first: 100, end: 150 })];
    expect(others).not.to.include(id);
    // BullMQ's own separator.
    expect(id).not.to.contain(':');
  });

  it('stands in a queue of its engine', () => {
    expect(queueOf('mine', '0123')).not.to.equal(queueOf('mine', '0124'));
  });

  it('carries values unchanged', () => {
    const value = [{ run: 1, values: [0.1 + 0.2, 1e-300], text: 'µs "x"\n' }];
    expect(unpack(pack(value))).to.deep.equal(value);
  });
});
