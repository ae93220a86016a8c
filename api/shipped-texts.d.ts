import type { Texts } from './text-library.ts';

/** The shipped specification files; the build writes the module (scripts/build-data.ts). */
declare const texts: Texts;
export default texts;
