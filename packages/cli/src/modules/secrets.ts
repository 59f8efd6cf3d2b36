// Addresses may hold passwords and tokens. What people read, and what is committed, has none of them.

const open = new Set(["ref", "depth", "archive", "checksum", "terraform-get"]);

/** The address with everything hidden that may be a secret: who signs in, and what a query says besides the known settings. */
export function withoutSecrets(address: string): string {
  return secretsIn(address).reduce((text, secret) => text.replaceAll(secret, "***"), address);
}

/** A message about an address, without the address's secrets. */
export function hideSecrets(message: string, address: string): string {
  const known = secretsIn(address).flatMap((secret) => [secret, ...secret.split(":")]).filter((part) => part.length > 2);
  return known.reduce((text, secret) => text.replaceAll(secret, "***").replaceAll(decode(secret), "***"), message);
}

/** Is there anything to hide? */
export const hasSecrets = (address: string): boolean => secretsIn(address).length > 0;

function secretsIn(address: string): string[] {
  const user = /\/\/([^/?#@]+)@/.exec(address)?.[1];
  const query = address.split("?").slice(1).join("?");
  const settings = query.split("&").flatMap((setting) => {
    const [name = "", ...value] = setting.split("=");
    return open.has(name) || value.join("=") === "" ? [] : [value.join("=")];
  });
  // The user that SSH addresses of Git have says nothing.
  return [...(user !== undefined && user !== "git" ? [user] : []), ...settings];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
