// The kernel gives up at forty, too.
const mostHops = 40;

/** Whether a path leaves the folder, followed part by part through links (path → target, as written) that need not exist on disk yet. */
export function leadsOut(links: ReadonlyMap<string, string>, path: string): boolean {
  let pending = path.split("/");
  const at: string[] = [];
  for (let hops = 0; pending.length > 0;) {
    const [part = "", ...rest] = pending;
    pending = rest;
    if (part === "" || part === ".") continue;
    if (part === ".." && at.length === 0) return true;
    if (part === "..") at.pop();
    else at.push(part);
    const target = part === ".." ? undefined : links.get(at.join("/"));
    if (target === undefined) continue;
    if (target.startsWith("/") || /^[A-Za-z]:|\\/.test(target) || ++hops > mostHops) return true;
    at.pop();
    pending = [...target.split("/"), ...pending];
  }
  return false;
}
