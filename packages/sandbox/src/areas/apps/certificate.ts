import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { textAt, type JsonObject } from "../../store/json.ts";

/** A public key with its self-signed certificate, as Okta shows signing keys. */
export interface SigningKey {
  readonly n: string;
  readonly e: string;
  /** The certificate in DER, as base64. */
  readonly certificate: string;
  readonly thumbprint: string;
}

let pair: { publicKey: KeyObject; privateKey: KeyObject } | undefined;

// One pair for all: nobody verifies a sandbox's signatures, and making a key takes a tenth of a second.
const keyPair = (): { publicKey: KeyObject; privateKey: KeyObject } => (pair ??= generateKeyPairSync("rsa", { modulusLength: 2048 }));

/** A self-signed X.509 certificate (RFC 5280), made by hand: Node can read them, but not write them. */
export const signingKey = (commonName: string, serial: string, from: Date, years: number): SigningKey => {
  const { publicKey, privateKey } = keyPair();
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  const name = nameOf(commonName);
  const body = sequence(
    integer(Buffer.from(serial, "utf8").subarray(0, 8)),
    sha256WithRsa,
    name,
    sequence(utcTime(from), utcTime(until)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const certificate = sequence(body, sha256WithRsa, bitString(sign("sha256", body, privateKey)));
  const jwk = publicKey.export({ format: "jwk" }) as JsonObject;
  return {
    n: textAt(jwk, "n") ?? "",
    e: textAt(jwk, "e") ?? "",
    certificate: certificate.toString("base64"),
    thumbprint: createHash("sha256").update(certificate).digest("base64url"),
  };
};

const tagged = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = length < 256 ? [length] : [length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, 128 + bytes.length, ...bytes]), content]);
};

const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts);
// A zero goes before a number only where its first bit would make it negative; DER takes no other padding.
const integer = (bytes: Buffer): Buffer => tagged(0x02, Buffer.from((bytes[0] ?? 0) >= 128 ? [0] : []), bytes);
const bitString = (bytes: Buffer): Buffer => tagged(0x03, Buffer.from([0]), bytes);
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, "hex"));

const sha256WithRsa = sequence(oid("2a864886f70d01010b"), tagged(0x05));

// C=US, O=Okta, CN=<the org>
const nameOf = (commonName: string): Buffer =>
  sequence(...([["550406", 0x13, "US"], ["55040a", 0x0c, "Okta"], ["550403", 0x0c, commonName]] as const).map(([type, tag, text]) => tagged(0x31, sequence(oid(type), tagged(tag, Buffer.from(text))))));

const utcTime = (date: Date): Buffer => tagged(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, "")}Z`));
