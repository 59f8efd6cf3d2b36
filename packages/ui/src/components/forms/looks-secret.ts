const secretWords = /^(?:tokens?|secrets?|passwords?|passwd|passphrase|pwd|credentials?|apikeys?|keys?|pem|private)$/;
/** Words after or before which a key is no secret: "key_id", "public_key". */
const harmless = /^(?:id|ids|name|names|public|length|size|type|alias|url|uri|expiry|lifetime)$/;

/** Does a variable's name sound like that of a secret, so that it should be write-only unless somebody says otherwise? */
export function looksSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  return words.some((word) => secretWords.test(word)) && !words.some((word) => harmless.test(word));
}
