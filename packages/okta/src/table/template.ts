/** A path with `{name}`s filled in; undefined when one of them is empty. Each is escaped for a URL unless told otherwise. */
export function expandTemplate(
  template: string,
  lookUp: (name: string) => string,
  escape: (part: string) => string = encodeURIComponent,
): string | undefined {
  let complete = true;
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const part = lookUp(name);
    if (part === "") complete = false;
    return escape(part);
  });
  return complete ? path : undefined;
}

/** The names between braces. */
export const templateNames = (template: string): string[] => [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
