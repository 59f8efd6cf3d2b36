import { createHash, randomBytes } from "node:crypto";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Random letters and digits, each as likely as any other. */
export function randomLetters(count: number): string {
  let made = "";
  while (made.length < count) {
    // 248 is the largest multiple of 62 in a byte: what is above would make some letters likelier.
    for (const byte of randomBytes(count - made.length + 8)) if (byte < 248 && made.length < count) made += letters[byte % 62];
  }
  return made;
}

/** A new access token: shown once, stored as its hash. */
export interface NewToken {
  readonly token: string;
  readonly hash: Buffer;
}

// The form of HCP Terraform's tokens: 14 characters, ".atlasv1.", 67 characters. Secret scanners know it, and so do clients.
const shape = /^[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9]{67}$/;

/** Makes an access token. */
export function newAccessToken(): NewToken {
  const token = `${randomLetters(14)}.atlasv1.${randomLetters(67)}`;
  return { token, hash: hashToken(token) };
}

/** Whether a text can be an access token at all; nobody asks the database about what cannot. */
export const isTokenShaped = (text: string): boolean => shape.test(text);

/** A token as it is stored and looked up. It is random, so that a plain hash suffices, and is found by it: nothing is compared in a time that tells something. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token, "utf8").digest();

/** A random secret for sessions, webhooks and states of sign-ins: 256 bits, fit for addresses and cookies. */
export const randomSecret = (): string => randomBytes(32).toString("base64url");
