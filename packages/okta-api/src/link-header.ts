/** The relations Okta's Link header names: where the list is, and where it goes on. */
export interface Links {
  self?: string;
  next?: string;
}

/** Okta's paging header, or several of them, read into their relations; follow `next` as it stands. */
export function parseLinkHeader(header: string | readonly string[] | null | undefined): Links {
  const links: Record<string, string> = {};
  const text = typeof header === "string" ? header : (header ?? []).join(", ");
  for (const match of text.matchAll(/<([^>]*)>\s*;[^,<]*?\brel="?([\w-]+)"?/g)) {
    const [, url, relation] = match;
    if (url !== undefined && relation !== undefined) links[relation] = url;
  }
  return links;
}

/** Relations as the value of one Link header. */
export function writeLinkHeader(links: Links): string {
  return Object.entries(links)
    .map(([relation, url]) => `<${url}>; rel="${relation}"`)
    .join(", ");
}
