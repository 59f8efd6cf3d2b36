/** Why a request did not come back with an answer. */
export type FetchFailure = "bad-address" | "not-https" | "private-address" | "unresolved" | "unreachable" | "untrusted" | "timeout" | "aborted" | "too-large" | "too-many-redirects";

const sentences: Readonly<Record<FetchFailure, (what: string) => string>> = {
  "bad-address": () => "This is no address of a web server. Write https://host/path, without a user name.",
  "not-https": (what) => `The address at "${what}" is not encrypted. Use https, or let the server's settings allow http.`,
  "private-address": (what) => `The host "${what}" is inside of the server's own network, which is not allowed. Whoever runs the server can allow the host in its settings.`,
  unresolved: (what) => `There is no host "${what}". Check the address.`,
  unreachable: (what) => `The host did not answer: ${what}. Check the address, and that the server may reach it.`,
  untrusted: (what) => `The certificate of the host is not trusted: ${what}. Give it one that is, or let the server trust its issuer.`,
  timeout: (what) => `The host did not answer within ${what} seconds.`,
  aborted: () => "The request was stopped.",
  "too-large": (what) => `The answer is larger than ${what}.`,
  "too-many-redirects": (what) => `The host redirects to another address (${what} followed). Use the address it leads to.`,
};

/** A request without an answer. The message names the host at most: paths and queries of webhooks are secrets. */
export class FetchError extends Error {
  readonly failure: FetchFailure;

  constructor(failure: FetchFailure, what = "", options?: ErrorOptions) {
    super(sentences[failure](what), options);
    this.name = "FetchError";
    this.failure = failure;
  }
}
