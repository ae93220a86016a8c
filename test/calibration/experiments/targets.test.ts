import { expect } from 'chai';
import { readExperiments } from '../../../calibration/experiments/experiments.ts';
import { readTargets } from '../../../calibration/experiments/targets.ts';
import { SpecError } from '../../../model/index.ts';
import { experiments, library, targets } from '../../support/shipped.ts';

const TEXT = `targets: mine
machine: pentium-133
experiments:
  e:
    source: Table 1
    role: validation
    fitted: { u: [linux] }
    replicate: { t: [linux] }
    tests:
      t: { unit: us, linux: 7, l4linux: [9.5, 3] }
      u: { unit: us, linux: [1, 0], l4linux: 2, l4: { range: [48, 70] } }
`;
const read = (text: string): ReturnType<typeof readTargets> => readTargets({ file: 'targets.yaml', text });

describe('targets', () => {
  it('hold value, deviation, role and source of each published figure', () => {
    expect(read(TEXT).find('e', 't', 'l4linux')).to.deep.equal({
      experiment: 'e',
      test: 't',
      system: 'l4linux',
      unit: 'µs',
      published: 9.5,
      sdPercent: 3,
      role: 'validation',
      source: 'Table 1',
    });
    expect(read(TEXT).find('e', 't', 'linux')).not.to.have.property('sdPercent');
  });

  it('mark the cells that the model was set from', () => {
    expect(read(TEXT).find('e', 'u', 'linux')?.role).to.equal('fitted');
    expect(read(TEXT).find('e', 'u', 'l4linux')?.role).to.equal('validation');
  });

  it('mark the cells that repeat others', () => {
    expect(read(TEXT).find('e', 't', 'linux')?.role).to.equal('replicate');
    expect(read(TEXT).find('e', 't', 'l4linux')?.role).to.equal('validation');
  });

  it('take the role of a test before that of its experiment', () => {
    const text = TEXT.replace('t: { unit: us,', 't: { unit: us, role: calibration,');
    expect(read(text).find('e', 't', 'l4linux')?.role).to.equal('calibration');
    expect(read(text).find('e', 't', 'linux')?.role, 'a cell goes before').to.equal('replicate');
    expect(read(text).find('e', 't', 'role')).to.equal(undefined);
    expect(read(text).find('e', 'u', 'l4linux')?.role).to.equal('validation');
    expect(() => read(TEXT.replace('t: { unit: us,', 't: { unit: us, role: fitted,'))).to.throw(
      SpecError,
      'role',
    );
  });

  it('has the native curve of AIM VII at all loads, the others where they wait for the disk', () => {
    const times = targets.list.filter(({ test }) => test.startsWith('real-time-at-load-'));
    expect(new Set(times.map(({ role }) => role))).to.deep.equal(new Set(['calibration']));
    const loadsOf = (system: string): number[] =>
      times.filter((one) => one.system === system).map(({ test }) => Number(/\d+$/.exec(test)![0]));
    expect(loadsOf('linux')).to.have.lengthOf(23);
    for (const system of ['l4linux', 'mklinux-in-kernel', 'mklinux-user'])
      expect(loadsOf(system)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('hold ranges', () => {
    expect(read(TEXT).find('e', 'u', 'l4')?.published).to.deep.equal([48, 70]);
    expect(() => read(TEXT.replace('[48, 70]', '[70, 48]'))).to.throw(
      SpecError,
      /^targets\.yaml:11:.*low below high/,
    );
  });

  it('know nothing of other rows', () => {
    expect(read(TEXT).find('e', 't', 'mklinux-user')).to.equal(undefined);
    expect(read(TEXT).find('t', 'e', 'linux')).to.equal(undefined);
  });

  it('refuse a wrong value with its place', () => {
    expect(() => read(TEXT.replace('linux: 7', 'linux: seven'))).to.throw(
      SpecError,
      /^targets\.yaml:10:29: .*expected a number/,
    );
    expect(() => read(TEXT.replace('[9.5, 3]', '[9.5, -3]'))).to.throw(SpecError, 'targets.yaml:10:');
    expect(() => read(TEXT.replace('role: validation', 'role: guess'))).to.throw(
      SpecError,
      'calibration, validation',
    );
  });
});

describe('the shipped targets', () => {
  it('name experiments and systems that exist', () => {
    for (const { experiment, system } of targets.list) {
      expect(Object.keys(experiments.list)).to.include(experiment);
      expect(experiments.list[experiment].systems, experiment).to.include(system);
      expect(library.names('structure')).to.include(system);
    }
  });

  it('keep the dual-space figure for validation', () => {
    expect(targets.find('dual-space', 'getpid', 'l4linux-dual-space')?.role).to.equal('validation');
  });

  it('fit native cells only, and of lmbench at most three', () => {
    const fitted = targets.list.filter(({ role }) => role === 'fitted');
    expect(fitted.every(({ system }) => system === 'linux')).to.equal(true);
    expect(fitted.filter(({ experiment }) => experiment === 'lmbench').length).to.be.at.most(3);
  });
});

describe('the list of experiments', () => {
  it('is refused with the place of a mistake', () => {
    const text = 'experiments: x\nmachine: pentium-133\nlist:\n  e: { title: t, workload: w, systems: [] }\n';
    expect(() => readExperiments({ file: 'own.yaml', text })).to.throw(SpecError, /^own\.yaml:4:/);
  });
});
