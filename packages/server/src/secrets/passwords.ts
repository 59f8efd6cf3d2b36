import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** How much work a password costs. */
export interface PasswordCost {
  /** N is two to the power of this. */
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and three rounds: as the OWASP Password Storage Cheat Sheet advises for scrypt. */
export const passwordCost: PasswordCost = { logN: 15, r: 8, p: 3 };

/** Longer ones are refused before any work is done. */
export const longestPassword = 1024;

/** What came of a password: right or not, and whether its hash should be made anew with today's cost. */
export interface PasswordCheck {
  readonly right: boolean;
  readonly rehash: boolean;
}

/** A password as it is stored: "$scrypt$ln=15,r=8,p=3$salt$hash". */
export async function hashPassword(password: string, cost = passwordCost): Promise<string> {
  const salt = randomBytes(16);
  return written(cost, salt, await derive(password, salt, cost));
}

/** Whether a password is the one of a hash. Without a hash (no such account) it costs the same and is wrong. */
export async function checkPassword(password: string, hash: string | undefined, cost = passwordCost): Promise<PasswordCheck> {
  const stored = hash === undefined ? undefined : read(hash);
  const salt = stored?.salt ?? Buffer.alloc(16);
  if (password.length > longestPassword) return { right: false, rehash: false };
  const derived = await derive(password, salt, stored?.cost ?? cost);
  const right = stored !== undefined && derived.length === stored.derived.length && timingSafeEqual(derived, stored.derived);
  return { right, rehash: right && weaker(stored.cost, cost) };
}

const weaker = (a: PasswordCost, b: PasswordCost): boolean => a.logN < b.logN || a.r < b.r || a.p < b.p;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replace(/=+$/, "");

const written = ({ logN, r, p }: PasswordCost, salt: Uint8Array, derived: Uint8Array): string => `$scrypt$ln=${logN},r=${r},p=${p}$${base64(salt)}$${base64(derived)}`;

function read(hash: string): { cost: PasswordCost; salt: Buffer; derived: Buffer } | undefined {
  const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash);
  if (match === null) return undefined;
  const [, logN, r, p, salt = "", derived = ""] = match;
  return { cost: { logN: Number(logN), r: Number(r), p: Number(p) }, salt: Buffer.from(salt, "base64"), derived: Buffer.from(derived, "base64") };
}

function derive(password: string, salt: Uint8Array, { logN, r, p }: PasswordCost): Promise<Buffer> {
  const N = 2 ** logN;
  // The same letters typed on another machine may come composed in another way.
  const typed = password.normalize("NFKC");
  return new Promise((resolve, reject) => {
    scrypt(typed, salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, derived) => (error === null ? resolve(derived) : reject(error)));
  });
}
