/** What runs sweeps elsewhere is not there, refuses, or has given up. */
export class EngineError extends Error {}
