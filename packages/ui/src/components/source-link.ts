/** The page of a line of a file at a commit, where the Git host's page of the commit is known; undefined: there is none. */
export function sourceLink(commitUrl: string | null, folder: string, file: string, line: number): string | undefined {
  const path = normalized(`${folder}/${file}`);
  if (commitUrl === null || path === undefined || path.includes(".terraform/")) return undefined;
  const place = `${path.split("/").map(encodeURIComponent).join("/")}#L${line}`;
  // GitLab has its pages below "/-/", GitHub right below the repository.
  const [, base, sha] = /^(https?:\/\/.+)\/commit\/([0-9a-f]{7,64})$/i.exec(commitUrl) ?? [];
  return base === undefined || sha === undefined ? undefined : `${base}/blob/${sha}/${place}`;
}

/** A path without "." and ".."; undefined: it leads out of the repository. */
function normalized(path: string): string | undefined {
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join("/");
}
