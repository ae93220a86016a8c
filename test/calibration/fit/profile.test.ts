import { expect } from 'chai';
import { parse } from 'yaml';
import type { Fit } from '../../../calibration/fit/calibrate.ts';
import type { Parameter } from '../../../calibration/fit/parameters.ts';
import { valuesOf, type CurveFile } from '../../../calibration/curve/curve-file.ts';
import { profileText } from '../../../calibration/fit/profile.ts';
import { readSettingsFile } from '../../../cli/shipped.ts';

const BASE = { value: 10, low: 5, high: 20, source: 'a manual' };
const TRAP: Parameter = { ...BASE, path: 'privilege.exception', of: 'machine', dimension: 'cycles' };
const SHARE: Parameter = { ...BASE, path: 'domains.l4.share', of: 'structures', dimension: 'count' };

/** As much of a fit as its profile tells. */
const FIT: Pick<Fit, 'fitted' | 'values' | 'nativeWork'> = {
  fitted: [TRAP, SHARE],
  values: [12, 15],
  nativeWork: [
    {
      ...{ path: 'constants.link-work', value: 421040, sourced: 460000, published: 7400, model: 7399 },
      target: 'lmbench/simple-process-latency/linux',
    },
  ],
};

describe('the profile of a fitted machine', () => {
  const settings = readSettingsFile();
  const text = profileText(FIT as Fit, settings, 'calibration/fit.yaml');
  const profile = parse(text) as { privilege: Record<string, object>; calibrated: Record<string, object> };

  it('replaces what was fitted of the machine that it extends', () => {
    expect(profile).to.include({ machine: settings['fitted-machine'], extends: settings.machine });
    expect(profile.privilege).to.deep.equal({
      exception: {
        value: '12 cycles',
        source: 'calibration/fit.yaml',
        status: 'fitted',
        range: ['5 cycles', '20 cycles'],
      },
    });
  });

  it('holds what was fitted of other files, by its path, and what it is from', () => {
    expect(Object.keys(profile.calibrated)).to.deep.equal([SHARE.path, 'constants.link-work']);
    expect(profile.calibrated[SHARE.path]).to.include({ value: 15, status: 'fitted' });
    expect(profile.calibrated['constants.link-work']).to.include({
      value: 421040,
      source: 'calibration/fit.yaml, from lmbench/simple-process-latency/linux',
    });
  });

  it('holds what the native curve of a job mix gave, with the range of what was accepted', () => {
    const file = {
      values: { 'disk.rotation': '5000 rpm', 'job-mix.work': '30 cycles' },
      accepted: [
        { weight: 0.5, set: { 'disk.rotation': '4700 rpm', 'job-mix.work': '31 cycles' } },
        { weight: 0.5, set: { 'disk.rotation': '10000 rpm', 'job-mix.work': '9 cycles' } },
      ],
    } as unknown as CurveFile;
    const curve = { source: 'curve.yaml', values: valuesOf(file) };
    const { disk, calibrated } = parse(profileText(FIT as Fit, settings, 'fit.yaml', curve)) as Record<
      'disk' | 'calibrated',
      Record<string, object>
    >;
    const from = { source: 'curve.yaml', status: 'fitted' };
    expect(disk.rotation).to.deep.equal({ ...from, value: '5000 rpm', range: ['4700 rpm', '10000 rpm'] });
    expect(calibrated['job-mix.work']).to.deep.equal({
      ...{ ...from, value: '30 cycles' },
      range: ['9 cycles', '31 cycles'],
    });
  });

  it('is known to editors by its schema', () => {
    expect(text).to.match(/^# yaml-language-server: \$schema=.*machine\.schema\.json\n/);
  });
});
