import { expect } from 'chai';
import { CAUSE, CAUSES } from '../../../model/core/charges.ts';
import { ticksOf } from '../../../model/core/clock.ts';
import type { Slice, Window } from '../../../model/trace/trace.ts';
import { pathOfCall } from '../../../web/engine/path-of-call.ts';

const PLACES = ['idle', 'kernel', 'user', 'linux-server', 'emulation-library'];

/** A step of some cycles at each of some places. */
function step(name: string, start: number, places: Record<string, number>): Slice {
  const charges = Object.entries(places).map(([place, cycles]): [number, number] => [
    PLACES.indexOf(place) * CAUSES.length + CAUSE.instructions,
    ticksOf(cycles),
  ]);
  const ticks = charges.reduce((sum, [, own]) => sum + own, 0);
  const from = ticksOf(start);
  return {
    activity: { kind: 'step', name },
    depth: 2,
    start: from,
    end: from + ticks,
    charges: new Map(charges),
  };
}

function around(
  kind: 'program' | 'system-call',
  name: string,
  depth: number,
  start: number,
  end: number,
): Slice {
  return { activity: { kind, name }, depth, start: ticksOf(start), end: ticksOf(end), charges: new Map() };
}

function windowOf(...slices: Slice[]): Window {
  const [{ start, end }] = slices;
  return { measure: 'op', operations: 1, start, end, tracks: [{ name: 'main', slices }] };
}

describe('the path of a call', () => {
  it('is that of the first system call, by places, from its start', () => {
    const window = windowOf(
      around('program', 'main', 0, 0, 40),
      step('before', 0, { user: 10 }),
      around('system-call', 'read', 1, 10, 30),
      step('trap', 10, { user: 3, kernel: 5 }),
      step('serve', 18, { 'linux-server': 12 }),
      around('system-call', 'write', 1, 30, 40),
      step('later', 30, { kernel: 10 }),
    );
    const path = pathOfCall(window, PLACES);
    expect([path.title, path.cycles, path.left]).to.deep.equal(['read', 20, 0]);
    expect(path.places).to.deep.equal(['user', 'kernel', 'linux-server']);
    expect(
      path.hops.map(({ place, step: name, path: of, start, cycles }) => [place, name, of, start, cycles]),
    ).to.deep.equal([
      ['user', 'trap', 'read', 0, 3],
      ['kernel', 'trap', 'read', 3, 5],
      ['linux-server', 'serve', 'read', 8, 12],
    ]);
  });

  it('is the whole window where there is no call', () => {
    const path = pathOfCall(
      windowOf(around('program', 'main', 0, 0, 10), step('all', 0, { user: 10 })),
      PLACES,
    );
    expect([path.title, path.cycles, path.hops.length]).to.deep.equal(['op', 10, 1]);
  });

  it('is cut where it is too long to look at', () => {
    const steps = Array.from({ length: 310 }, (_, index) => step('one', index, { user: 1 }));
    const path = pathOfCall(windowOf(around('program', 'main', 0, 0, 310), ...steps), PLACES);
    expect([path.hops.length, path.left]).to.deep.equal([300, 10]);
  });
});
