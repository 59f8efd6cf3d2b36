// Slash-separated paths as Terraform prints them: relative ones without "./" in front.

/** The path of `relative` as seen from `folder`, without "." and ".." where they can be worked out. */
export function joinPath(folder: string, relative: string): string {
  return cleanPath(relative.startsWith("/") ? relative : `${folder}/${relative}`);
}

/** The shortest spelling of a path: "" becomes ".". */
export function cleanPath(path: string): string {
  const rooted = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !rooted) parts.push(part);
  }
  const cleaned = parts.join("/");
  return rooted ? `/${cleaned}` : cleaned === "" ? "." : cleaned;
}
