import type { Diagnostic } from "@lockstep/hcl";

/** A file that must be written before anything goes on could not be: the command ends with this, whatever it was doing. */
export class FileFailure extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.detail);
    this.diagnostic = diagnostic;
  }
}
