import type { Diagnostic } from "@lockstep/hcl";

/** A server that refuses, or cannot be reached: the command ends with its words. */
export class RemoteFailure extends Error {
  readonly diagnostic: Diagnostic;
  /** The HTTP status of a refusal; 0 where there was no answer. */
  readonly status: number;

  constructor(summary: string, detail: string, status = 0) {
    super(detail);
    this.diagnostic = { severity: "error", summary, detail };
    this.status = status;
  }
}
