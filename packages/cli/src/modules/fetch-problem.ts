/** A module that could not be had: the message says why. */
export class FetchProblem extends Error {}

/** Archives may not be larger, packed or unpacked, or have more files: a module is text. */
export const archiveLimits = { bytes: 100 * 1024 * 1024, files: 10_000 } as const;
