// File paths as Go's filepath package handles them on Unix.

/** The shortest path of the same meaning: without "." and empty parts, and ".." done away with where it can be. */
export function cleanPath(path: string): string {
  const rooted = path.startsWith("/");
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!rooted) kept.push("..");
  }
  return (rooted ? "/" : "") + kept.join("/") || (rooted ? "/" : ".");
}

export const joinPaths = (...parts: readonly string[]): string => {
  const given = parts.filter((part) => part !== "");
  return given.length === 0 ? "" : cleanPath(given.join("/"));
};

/** The last part: "." for no path at all, "/" for nothing but slashes. */
export function baseName(path: string): string {
  if (path === "") return ".";
  const trimmed = path.replace(/\/+$/, "");
  return trimmed === "" ? "/" : trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

/** All but the last part. */
export const directoryName = (path: string): string => cleanPath(path.slice(0, path.lastIndexOf("/") + 1));

/** The path to `target` from the folder `from`; both clean, and both absolute or both relative. */
export function relativePath(from: string, target: string): string {
  const [start, end] = [from, target].map((path) => path.split("/").filter((part) => part !== "" && part !== ".")) as [string[], string[]];
  let same = 0;
  while (same < start.length && same < end.length && start[same] === end[same]) same++;
  return [...start.slice(same).map(() => ".."), ...end.slice(same)].join("/") || ".";
}

/** `~` and `~/x` below the home folder; undefined for the homes of others. */
export function expandHome(path: string, home: string | undefined): string | undefined {
  if (!path.startsWith("~")) return path;
  if (path.length > 1 && path[1] !== "/") return undefined;
  return home === undefined ? undefined : joinPaths(home, path.slice(1));
}
