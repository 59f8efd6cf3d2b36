/** Why a secret could not be opened or a key not be used. */
export type SecretFailure = "master-key-invalid" | "master-key-readable-by-others" | "master-key-missing" | "data-key-missing" | "not-sealed" | "tampered";

const sentences: Readonly<Record<SecretFailure, (what: string) => string>> = {
  "master-key-invalid": (what) => `${what} does not hold a master key. A key is 32 random bytes in base64, one key a line; make one with: openssl rand -base64 32`,
  "master-key-readable-by-others": (what) => `${what} can be read by other accounts of this machine. Make it yours alone: chmod 600 ${what}`,
  "master-key-missing": (what) => `A data key is wrapped by the master key ${what}, which was not given. Give the server that key too, after the current one.`,
  "data-key-missing": (what) => `A value was sealed with the data key ${what}, which is not in the database. Restore the database with its data keys.`,
  "not-sealed": () => "A stored value should be sealed and is not. It was changed outside of the server, or the database is from a later version.",
  tampered: (what) => `The sealed value of ${what} does not open: it was changed, moved from another place, or sealed with another key.`,
};

/** A secret that cannot be had; its message names the place and never a value. */
export class SecretError extends Error {
  readonly failure: SecretFailure;

  constructor(failure: SecretFailure, what = "") {
    super(sentences[failure](what));
    this.name = "SecretError";
    this.failure = failure;
  }
}
