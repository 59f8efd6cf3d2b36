/** How a Git address is reached; what proves us differs by it. */
export type GitTransport = "https" | "ssh" | "folder";

/** The way of an address; undefined while it is none yet. */
export function transportOf(address: string): GitTransport | undefined {
  const text = address.trim();
  if (/^https?:\/\/./.test(text)) return "https";
  if (/^(ssh:\/\/.|[\w.-]+@[\w.-]+:)/.test(text)) return "ssh";
  if (/^(\/|file:\/\/\/)/.test(text)) return "folder";
  return undefined;
}

/** An address of one repository is where repositories are and which one it is; any other stays whole. */
export function splitRepository(address: string): { readonly address: string; readonly repository: string } {
  const text = address.trim().replace(/\/+$/, "");
  const [, place = text, repository = ""] = /^(.*[/:])([^/:]+\.git)$/.exec(text) ?? [];
  return { address: repository === "" ? text : place.replace(/(?<=[^/])\/+$/, ""), repository };
}
