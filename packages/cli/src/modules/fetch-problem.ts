/** A module that could not be had: why, under Terraform's summary for it, and what helps. */
export class FetchProblem extends Error {
  readonly summary: string;
  readonly remedy: string | undefined;

  constructor(why: string, summary = "Failed to download module", remedy?: string) {
    super(why);
    this.summary = summary;
    this.remedy = remedy;
  }
}

/** Archives may not be larger, packed or unpacked, or have more files: a module is text. */
export const archiveLimits = { bytes: 100 * 1024 * 1024, files: 10_000 } as const;
