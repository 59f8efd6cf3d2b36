// The one door to the server: the typed client of `contract`, with the proof that a change comes from our own pages.
import { client, type WhoAmI } from "@lockstep/contract";

let csrfToken: string | null = null;

/** Remembers what the server gave with who is signed in; every change is sent with it. */
export function keepCsrfToken<W extends Pick<WhoAmI, "csrfToken">>(who: W): W {
  csrfToken = who.csrfToken;
  return who;
}

/** Asks the server that these pages came from. */
export const api = client(async (address, request) => fetch(address, { ...request, credentials: "same-origin" }), "", () => (csrfToken === null ? {} : { "x-csrf-token": csrfToken }));
