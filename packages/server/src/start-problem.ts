/** A reason why Lockstep cannot start, worded for the person who starts it; shown without a stack. */
export class StartProblem extends Error {
  override readonly name = "StartProblem";
}
