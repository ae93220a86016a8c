/**
 * What of ukperf needs a disk: a library over the shipped files and the user's own. For Node only.
 * @packageDocumentation
 */
export { DiskLibrary } from './disk-library.ts';
