/** Shorter secrets are not looked for: a log without the letter "a", or without "true", says nothing and is no JSON. */
export const shortestSecret = 6;

// A line or a piece of base64 is looked for by itself only when nothing else is likely to look so.
const shortestPart = 12;

/** The forms in which a secret may appear in a log: as it is, in base64, in an address, in JSON, and line by line. */
export function formsOf(secret: string): Buffer[] {
  if (Buffer.byteLength(secret) < shortestSecret) return [];
  const whole = [secret, secret.trim(), secret.replaceAll("\n", "\r\n")];
  const lines = secret.split(/\r?\n/).map((line) => line.trim()).filter((line) => line.length >= shortestPart);
  const texts = [...whole, ...lines, ...(lines.length > 1 ? [lines.join("")] : [])];
  const forms = texts.flatMap((text) => [text, ...escaped(text), ...inBase64(text), Buffer.from(text).toString("hex")]);
  return [...new Set(forms)].filter((form) => Buffer.byteLength(form) >= shortestSecret).map((form) => Buffer.from(form, "utf8"));
}

function escaped(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const url = percentEncoded(text);
  const go = json.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("&", "\\u0026");
  const html = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  const hcl = json.replaceAll("${", "$${").replaceAll("%{", "%%{");
  return [json, JSON.stringify(json).slice(1, -1), go, json.replaceAll("/", "\\/"), url, lowerHex(url), strict(url), url.replaceAll("%20", "+"), encodeURI(text.toWellFormed()), html, hcl];
}

const percentEncoded = (text: string): string => encodeURIComponent(text.toWellFormed());
const lowerHex = (url: string): string => url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
/** RFC 3986 keeps fewer characters than encodeURIComponent. */
const strict = (url: string): string => url.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** Base64 of a secret by itself, and the characters it always gives inside of something longer ("user:secret"), whatever stands before. */
function inBase64(text: string): string[] {
  const bytes = Buffer.from(text, "utf8");
  const alone = bytes.toString("base64");
  const inside = [0, 1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    // The first characters depend on what stands before, the last one on what follows.
    const first = Math.ceil((before * 8) / 6);
    return padded.slice(first, Math.floor(((before + bytes.length) * 8) / 6));
  }).filter((piece) => piece.length >= shortestPart);
  return [alone, alone.replace(/=+$/, ""), ...inside].flatMap((form) => [form, form.replaceAll("+", "-").replaceAll("/", "_")]);
}
