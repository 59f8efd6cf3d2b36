/** The reason of a signal that a caller aborts an apply with when it reports by itself what made it stop. */
export class CallerStopped extends Error {}
