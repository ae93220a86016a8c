/** A directory that is no result, or not a whole one. */
export class ResultError extends Error {}
