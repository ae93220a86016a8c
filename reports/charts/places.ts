import { OTHER_COLOURS } from './theme.ts';

/** Linux is one place in charts, whether it is the kernel itself or a server on another. */
const LINUX = 'linux';
const PLACES_OF_LINUX = ['native-kernel', 'linux-server'];

/** What charts call a place. */
export const placeName = (place: string): string => (PLACES_OF_LINUX.includes(place) ? LINUX : place);

/** Colours of places, from the program inwards. */
const PLACE_COLOURS: Record<string, string> = {
  user: '#bbbbbb',
  'emulation-library': '#ddaa33',
  [LINUX]: '#0072b2',
  l4: '#009e73',
  mach: '#d55e00',
  idle: '#882255',
};

/** A scale that gives each place its colour, the known ones first and in their order. */
export function placeScale(places: readonly string[]): { domain: string[]; range: string[] } {
  const known = Object.keys(PLACE_COLOURS).filter((place) => places.includes(place));
  const others = [...new Set(places)].filter((place) => !known.includes(place)).sort();
  return {
    domain: [...known, ...others],
    range: [
      ...known.map((place) => PLACE_COLOURS[place]),
      ...others.map((_, index) => OTHER_COLOURS[index % OTHER_COLOURS.length]),
    ],
  };
}
