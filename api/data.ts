/**
 * The shipped machines, structures, personalities and workloads as part of the program: for browsers, bundlers and wherever there is no
 * disk.
 * @packageDocumentation
 */
import type { Library } from '../model/library.ts';
import texts from './shipped-texts.js';
import { TextLibrary } from './text-library.ts';

/**
 * The shipped specification files.
 *
 * **When to use.** The library for every program that has no files of its own, in Node and in browsers. For files on disk there is
 * `DiskLibrary` of `ukperf/node`; for texts of your own put a `TextLibrary` on top.
 *
 * **Details.** 350 KB of YAML, 70 KB when a server compresses it. A bundler leaves it out of programs that do not import it.
 *
 * **Gotchas.** Files are parsed when they are first needed, which takes a few hundred milliseconds for the first simulation.
 *
 * @example
 * ```ts
 * import { shipped } from 'ukperf/data';
 *
 * console.log(shipped.names('machine'), shipped.read('model/workloads/getpid.yaml'));
 * ```
 */
export const shipped: Library = new TextLibrary(texts);
