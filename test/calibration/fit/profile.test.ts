import { expect } from 'chai';
import { parse } from 'yaml';
import type { Fit } from '../../../calibration/fit/calibrate.ts';
import type { Parameter } from '../../../calibration/fit/parameters.ts';
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

  it('is known to editors by its schema', () => {
    expect(text).to.match(/^# yaml-language-server: \$schema=.*machine\.schema\.json\n/);
  });
});
