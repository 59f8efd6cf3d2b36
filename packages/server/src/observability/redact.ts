/** What stands in the place of a secret. */
const mark = "[redacted]";

/** Names of things that are never logged, whatever holds them: the last word of a key decides. */
const secretNames = "passwords?|passphrases?|secrets?|tokens?|authorization|cookies?|api[-_]?keys?|private[-_]?keys?|master[-_]?keys?|data[-_]?keys?|client[-_]?assertion|credentials?|sealed|wrapped|signature|otp|recovery[-_]?codes?";

type Rule = readonly [RegExp, string];

/** Rules over a finished line of JSON, so that no way of logging a thing goes past them. */
const rules: readonly Rule[] = [
  // A column of sealed bytes, or any other.
  [/\{"type":"Buffer","data":\[[\d,]*\]\}/g, '"[bytes]"'],
  // "password":"…", also within JSON that is itself a text, and lists such as "set-cookie":["…"].
  [new RegExp(`"([\\w-]*(?:${secretNames}))":\\s*(?:"(?:[^"\\\\]|\\\\.)*"|\\[[^\\]]*\\]|\\{[^{}]*\\}|-?\\d[\\d.e+-]*)`, "gi"), `"$1":"${mark}"`],
  [new RegExp(`\\\\"([\\w-]*(?:${secretNames}))\\\\":\\s*\\\\"(?:[^"\\\\]|\\\\\\\\\\\\.|\\\\[^"])*\\\\"`, "gi"), `\\"$1\\":\\"${mark}\\"`],
  // password=…, in addresses and forms.
  [new RegExp(`(\\b[\\w-]*(?:${secretNames})|[?&](?:code|state|assertion))=[^&\\s"'\\\\;,]+`, "gi"), `$1=${mark}`],
  // The schemes of an Authorization header: HTTP's, and Okta's SSWS.
  [/\b(bearer|basic|ssws|dpop|digest|negotiate)\s+[\w.~+/=:-]{6,}/gi, `$1 ${mark}`],
  // https://user:password@host
  [/([a-z][a-z0-9+.-]*:\/\/[^/\s:@"]*):[^/\s@"]+@/gi, `$1:${mark}@`],
  // Our tokens and HCP Terraform's, JSON Web Tokens, Okta's API tokens, GitHub's, GitLab's and Slack's.
  [/\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9]{60,}/g, mark],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, mark],
  [/\b00[A-Za-z0-9_-]{40}\b/g, mark],
  [/\b(?:gh[opsur]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{8,})/g, mark],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|(?=")|$)/gs, mark],
];

/** A line without what looks like a secret. */
export const redactLine = (line: string): string => rules.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
