interface Tag {
  readonly key: string;
  readonly value: string;
}

/** "env: prod", or only the key where there is no value. */
export const textOf = ({ key, value }: Tag): string => (value === "" ? key : `${key}: ${value}`);

/** The tag that a person has typed. */
export function tagOf(text: string): Tag {
  const at = text.indexOf(":");
  return at < 0 ? { key: text.trim(), value: "" } : { key: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}
