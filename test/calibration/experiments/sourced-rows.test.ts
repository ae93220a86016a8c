import { expect } from 'chai';
import { shipped } from '../../../api/data.ts';
import { TextLibrary } from '../../../api/text-library.ts';
import { sourcedJobs } from '../../../calibration/experiments/sourced-rows.ts';
import { reproduce, type Execute, type Reproduction } from '../../../calibration/experiments/reproduce.ts';
import { run } from '../../../model/run/run.ts';
import type { Job } from '../../../model/run/job.ts';
import type { Row } from '../../../calibration/experiments/row.ts';
import type { Library, Override } from '../../../model/index.ts';
import { INFERENCES, NO_INFERENCE } from '../../../model/inference.ts';
import { targets } from '../../support/shipped.ts';

/** A small whole workload: calls, as the one that is measured, and so many more. */
const CALLS = String(shipped.read('model/workloads/getpid.yaml'))
  .replace('workload: getpid', 'workload: calls')
  .replace(/^programs:/m, 'constants:\n  work: { value: 5, source: a test, status: estimated }\n\nprograms:')
  .replace('compute: 5', 'compute: work')
  .replace(
    /tests:[^]*/,
    'tests:\n  calls: { title: calls, unit: s, program: getpid, total: { getpid: 1000 } }\n',
  );
const HEAD = 'family: l4\nreading: a test\n';
/** A call on L4Linux takes more instructions; nothing else changes, on no other structure. */
const SLOW_CALLS = `inference: slow-calls
title: slow calls
${HEAD}structures: [l4linux]
adds:
  functions:
    linux:
      server-dispatch: { instructions: 400, reads: { self.task: 2 } }
`;
/** A value of the workload: all systems have it. */
const MORE_WORK = `inference: more-work
title: more work
${HEAD}sets:
  constants.work: { value: 900, source: a test, status: inferred }
`;
const NONE: Override[] = [{ path: INFERENCES, value: NO_INFERENCE }];
const withInference = (name: string, text: string): Library =>
  new TextLibrary(
    { [`model/kernels/inferred/${name}.yaml`]: text, 'model/workloads/calls.yaml': CALLS },
    // The shipped files without the inferences among them.
    {
      read: (file) => shipped.read(file),
      names: (kind) => (kind === 'inference' ? [] : shipped.names(kind)),
    },
  );
const experiment = (
  workload: string,
  systems: string[],
): { title: string; workload: string; systems: string[] } => ({
  title: workload,
  workload,
  systems,
});
const LIST = {
  calls: experiment('calls', ['linux', 'l4linux', 'mklinux-in-kernel']),
  getpid: experiment('getpid', ['linux', 'l4linux']),
};

interface Ran extends Reproduction {
  jobs: readonly Job[];
}

async function reproduced(
  library: Library,
  {
    list = LIST,
    sourced = true,
    overrides = [],
  }: { list?: Record<string, object>; sourced?: boolean; overrides?: Override[] } = {},
): Promise<Ran> {
  let asked: readonly Job[] = [];
  const execute: Execute = (jobs) => {
    asked = jobs;
    return Promise.resolve(jobs.map((job) => run(library, job).measured));
  };
  const result = await reproduce({
    ...{ library, targets, sourced, overrides, execute, names: [] },
    experiments: { machine: 'pentium-133-sourced', list: list as typeof LIST },
    ...{ seed: '1', replications: 1, quick: true },
  });
  return { ...result, jobs: asked };
}

/** A row as it is when nothing is run a second time. */
function withoutSourced(row: Row): Row {
  const { sourced: _, ...rest } = row;
  return rest;
}

const rowOf = ({ rows }: Reproduction, key: string): Row => {
  const found = rows.find(({ experiment, test, system }) => `${experiment}/${test}/${system}` === key);
  expect(found, key).not.to.equal(undefined);
  return found as Row;
};

describe('whole workloads with sourced mechanisms alone', () => {
  let both: Ran;
  let none: Ran;
  before(async () => {
    const library = withInference('slow-calls', SLOW_CALLS);
    both = await reproduced(library);
    none = await reproduced(library, { overrides: NONE });
  });

  it('stand beside those with inferred ones, as a run without inferences gives them', () => {
    const row = rowOf(both, 'calls/calls/l4linux');
    const alone = rowOf(none, 'calls/calls/l4linux');
    const { model, penalty } = alone;
    expect(row.sourced).to.deep.equal({ model, penalty });
    expect(row.model).to.be.greaterThan(model);
    expect(row.penalty?.value).to.be.greaterThan(penalty?.value ?? NaN);
  });

  it('are run for the systems alone that an inference reaches, and for whole workloads alone', () => {
    expect(
      both.rows.filter(({ sourced }) => sourced).map(({ experiment, system }) => [experiment, system]),
    ).to.deep.equal([['calls', 'l4linux']]);
    expect(both.jobs.map(({ workload, system }) => `${workload} ${system}`)).to.deep.equal([
      ...['calls linux', 'calls l4linux', 'calls mklinux-in-kernel', 'getpid linux', 'getpid l4linux'],
      'calls l4linux',
    ]);
  });

  it('are no part of fingerprint, charges and time, and have a fingerprint of their own', async () => {
    const { sourcedFingerprint, jobs: _, rows, ...main } = both;
    const {
      jobs: __,
      rows: plain,
      ...other
    } = await reproduced(withInference('slow-calls', SLOW_CALLS), { sourced: false });
    expect(main).to.deep.equal(other);
    expect(rows.map(withoutSourced)).to.deep.equal(plain);
    expect(sourcedFingerprint).to.match(/^[0-9a-f]{16}$/);
    const slower = await reproduced(withInference('slow-calls', SLOW_CALLS.replace('400', '500')));
    // The model is another, what is sourced is not.
    expect(slower.fingerprint).not.to.equal(main.fingerprint);
    expect(slower.sourcedFingerprint).to.equal(sourcedFingerprint);
  });

  it('are those of the reproduction itself where nothing is inferred', () => {
    expect(none.jobs).to.have.lengthOf(5);
    expect(none).not.to.have.property('sourcedFingerprint');
    expect(none.rows.some((row) => 'sourced' in row)).to.equal(false);
  });

  it('are given for every system when an inference reaches the native one, penalties against it without too', async () => {
    const list = { calls: experiment('calls', ['linux', 'mklinux-in-kernel']) };
    const library = withInference('more-work', MORE_WORK);
    const ran = await reproduced(library, { list });
    const alone = await reproduced(library, {
      list,
      sourced: false,
      overrides: NONE,
    });
    expect(ran.rows.map(({ sourced }) => sourced?.model)).to.deep.equal(alone.rows.map(({ model }) => model));
    expect(ran.rows[1].sourced?.penalty).to.deep.equal(alone.rows[1].penalty);
  });

  it('have three boots at most', () => {
    const library = withInference('slow-calls', SLOW_CALLS);
    const boots = (asked: Pick<Job, 'replications' | 'precision'>): unknown => {
      const where = { machine: 'pentium-133-sourced', system: 'l4linux', workload: 'calls' };
      const job = { ...where, seed: '1', overrides: [], ...asked };
      return sourcedJobs(library, new Map([['calls', job]])).get('calls');
    };
    expect(boots({ replications: 8 })).to.include({ replications: 3 });
    expect(boots({ replications: 2 })).to.include({ replications: 2 });
    const precise = boots({ replications: 1, precision: { halfWidth: 0.01, least: 5, most: 30 } });
    expect(precise).to.include({ replications: 3 }).and.not.to.have.property('precision');
  });
});
