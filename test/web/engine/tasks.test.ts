import { expect } from 'chai';
import { CAUSES, KINDS, SpecError, type Kind } from '../../../model/index.ts';
import { bundledTexts } from '../../../scripts/bundled-texts.ts';
import { byFamily, FAMILY_NAMES, familyOf } from '../../../reports/charts/cause-families.ts';
import { TextLibrary } from '../../../api/text-library.ts';
import { DiskLibrary } from '../../../api/disk-library.ts';
import { answeredJson } from '../../support/command-line.ts';
import { everywhere, GETPID, offered } from '../../support/page-controls.ts';
import { engine } from '../../support/page-engine.ts';

describe('the library of the page', () => {
  it('has what the disk has', () => {
    const disk = new DiskLibrary();
    const bundled = new TextLibrary(bundledTexts());
    for (const kind of Object.keys(KINDS) as Kind[])
      expect(bundled.names(kind)).to.deep.equal(disk.names(kind));
    expect(bundled.read('model/kernels/structures/parts/l4.yaml')).to.equal(
      disk.read('model/kernels/structures/parts/l4.yaml'),
    );
    expect(bundled.read('constructor')).to.equal(undefined);
  });
});

describe('the engine of the page', () => {
  it('measures what ukperf run measures', async () => {
    const result = engine().perform('measure', GETPID);
    const printed = await answeredJson<{
      measures: { value: number }[];
      elapsedCycles: number;
      fingerprint: string;
    }>(...['run', 'getpid', '--system', 'l4linux', '--json']);
    expect([result.value, result.elapsedCycles, result.fingerprint]).to.deep.equal([
      printed.measures[0].value,
      printed.elapsedCycles,
      printed.fingerprint,
    ]);
    const total = result.charges.reduce((sum, { cycles }) => sum + cycles, 0);
    expect(total).to.be.closeTo(result.cyclesPerOperation, 1e-6);
  });

  it('knows which workloads a system runs', () => {
    const on = (system: string): string[] =>
      engine().perform('workloads', { machine: 'pentium-133', system });
    expect(on('linux')).to.include.members(['getpid', 'aim7']);
    expect(on('linux')).to.not.include('cache-partitioning');
    expect(on('linux')).to.not.include('control-transfer');
    expect(on('l4linux')).to.include('cache-partitioning');
  });

  it('offers the mixes of a job mix, not its parts', () => {
    const aim = engine()
      .perform('catalog', null)
      .workloads.find(({ name }) => name === 'aim7');
    expect([aim?.mixes, aim?.tests[0].name, aim?.tests[0].unit]).to.deep.equal([true, 'shared', 'jobs/min']);
  });

  it('leaves out what a system has no place for', () => {
    const overrides = [
      { path: 'functions.mach.rpc-request.instructions', value: '1' },
      { path: 'tlb.tagged', value: '1' },
    ];
    const { set } = engine().perform('measure', { ...GETPID, overrides });
    expect(set).to.deep.equal([overrides[1]]);
  });

  it('says what is wrong', () => {
    expect(() => engine().perform('measure', { ...GETPID, system: 'minix' })).to.throw(SpecError, /minix/);
    expect(() => engine().perform('measure', { ...GETPID, test: 'getppid' })).to.throw(
      'expected a test of getpid',
    );
  });

  it('finds the path of a call from place to place, without a gap', () => {
    const { hops, places, cycles, left } = engine().perform('path', GETPID);
    expect(places).to.deep.equal(['emulation-library', 'l4', 'linux-server']);
    expect(left).to.equal(0);
    let now = 0;
    for (const { start, cycles: own, causes } of hops) {
      expect(start).to.equal(now);
      expect(causes.reduce((sum, cause) => sum + cause.cycles, 0)).to.equal(own);
      now += own;
    }
    expect(now).to.equal(cycles);
    expect(hops.map(({ step }) => step)).to.include('run server-dispatch');
    expect(hops[0].source).to.match(/^model\/.*\.yaml:\d+$/);
  });

  it('knows what was published', () => {
    const published = engine().perform('published', { experiment: 'getpid', test: 'getpid' });
    expect(published.map(({ system }) => system)).to.include.members(['linux', 'mklinux-user']);
  });
});

describe('controls', () => {
  it('are those that the systems have something for', () => {
    const ids = (systems: string[]): string[] => offered(systems).map(({ id }) => id);
    expect(ids(['linux', 'l4linux']))
      .to.include('ipc')
      .and.not.include('rpc-request');
    expect(ids(['linux', 'mklinux-user']))
      .to.include('rpc-request')
      .and.not.include.members(['ipc', 'upcall']);
    expect(ids(['linux', 'mklinux-in-kernel'])).to.include('upcall');
    expect(ids(['linux', 'l4linux'])).to.not.include('work');
  });

  it('start at the values of the files, fitted ones as they were fitted', () => {
    const walk = offered(['linux']).find(({ id }) => id === 'walk');
    expect([walk?.sourced, walk?.base]).to.deep.equal(['16 cycles', 16]);
  });

  it('have a use, every one of them', () => {
    const ids = new Set(everywhere.map(({ id }) => id));
    for (const group of bundledTexts()['web/controls.yaml'].matchAll(/\{ id: ([a-z0-9-]+),/g))
      expect([...ids]).to.include(group[1]);
  });
});

describe('families of causes', () => {
  it('have every cause once', () => {
    for (const cause of CAUSES) expect(FAMILY_NAMES).to.include(familyOf(cause));
  });

  it('add up to all of it', () => {
    const charges = CAUSES.map((cause, index) => ({ cause, cycles: index + 1 }));
    const sum = (parts: readonly { cycles: number }[]): number =>
      parts.reduce((total, { cycles }) => total + cycles, 0);
    expect(sum(byFamily(charges))).to.equal(sum(charges));
  });
});
