// What happens on the server shows without a reload: each kind of event makes the pages ask again what it touches.
import { addressOf, eventKinds, eventRoutes, resetEvent, type Client, type EventKind, type LiveEvent } from "@lockstep/contract";
import type { QueryClient } from "@tanstack/react-query";

/** The domains whose answers an event makes old. */
const touched: Readonly<Record<EventKind, readonly (keyof Client)[]>> = {
  "run.created": ["runs", "workspaces", "drift", "vcs"],
  "run.changed": ["runs", "workspaces", "drift", "vcs"],
  "run.progress": ["runs"],
  "run.comment": ["runs"],
  "workspace.changed": ["workspaces"],
  "variable.changed": ["variables"],
  "configuration-version.uploaded": ["configurationVersions", "workspaces"],
  "state-version.created": ["stateVersions", "workspaces"],
  "drift.found": ["drift", "workspaces", "oktaOrgs"],
  "drift.changed": ["drift", "workspaces"],
  "drift.resolved": ["drift", "workspaces", "oktaOrgs"],
  "drift-scan.finished": ["drift", "workspaces"],
  "okta-org.changed": ["oktaOrgs"],
  "vcs.push": ["vcs", "workspaces"],
  "vcs.pull-request": ["vcs"],
  "vcs.changed": ["vcs", "workspaces"],
  "notification.delivered": ["notifications"],
  "audit.recorded": ["auditLog"],
};

/** The domains to which what somebody has changed belongs, where no event of its own tells of it. */
const changed: Readonly<Record<string, readonly (keyof Client)[]>> = {
  account: ["accounts", "teams"],
  notification: ["notifications"],
  organization: ["organizations", "accounts"],
  project: ["projects", "workspaces"],
  schedule: ["schedules", "workspaces"],
  team: ["teams", "organizations", "workspaces"],
  token: ["accessTokens"],
  variable: ["variables"],
  "vcs-connection": ["vcs"],
  workspace: ["workspaces", "runTriggers"],
};

const touchedBy = ({ kind, data }: LiveEvent): readonly (keyof Client)[] => [...touched[kind], ...(kind === "audit.recorded" ? (changed[String(data["subject"])] ?? []) : [])];

/** Many events at once make one question. */
const gatherMilliseconds = 300;

export type Connection = "connecting" | "live" | "broken";

/** Follows an organization until it is stopped; says how the connection is. The browser connects again by itself, from the event it saw last. */
export function followOrganization(organization: string, queries: QueryClient, onConnection: (connection: Connection) => void): () => void {
  const gathered = new Set<keyof Client>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasBroken = false;
  const refresh = (): void => {
    timer = undefined;
    const domains = [...gathered];
    gathered.clear();
    for (const domain of domains) void queries.invalidateQueries({ queryKey: [domain] });
  };
  const touch = (domains: readonly (keyof Client)[]): void => {
    for (const domain of domains) gathered.add(domain);
    timer ??= setTimeout(refresh, gatherMilliseconds);
  };
  const everything = (): void => void queries.invalidateQueries();

  const open = (): EventSource => {
    const source = new EventSource(addressOf(eventRoutes.stream, { organization }));
    source.addEventListener("open", () => {
      onConnection("live");
      // What happened while nobody listened may be more than the server remembers.
      if (wasBroken) everything();
      wasBroken = false;
    });
    source.addEventListener("error", () => {
      wasBroken = true;
      onConnection("broken");
      if (source.readyState !== EventSource.CLOSED) return;
      // A refusal ends the stream for good. Who was signed out learns it by asking who they are; a server that starts refuses, too.
      void queries.invalidateQueries({ queryKey: ["accounts"] });
      retry = setTimeout(() => (source.close(), (current = open())), 2000);
    });
    source.addEventListener(resetEvent, everything);
    for (const kind of eventKinds) source.addEventListener(kind, ({ data }: MessageEvent<string>) => touch(touchedBy(JSON.parse(data) as LiveEvent)));
    return source;
  };

  let retry: ReturnType<typeof setTimeout> | undefined;
  onConnection("connecting");
  let current = open();
  return () => {
    clearTimeout(timer);
    clearTimeout(retry);
    current.close();
  };
}
