/** What the process says when it ends, as Terraform's commands do. */
export const exitCodes = {
  success: 0,
  failure: 1,
  /** `plan -detailed-exitcode` with changes; `drift` with drift. */
  differs: 2,
  /** Ended by Ctrl-C, after the state was saved. */
  interrupted: 130,
} as const;
