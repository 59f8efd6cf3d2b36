import { Anchor, Group, Stack, Text } from "@mantine/core";
import { IconGitPullRequest } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../../api/queries.ts";
import { ChangeCounts } from "../../components/ChangeCounts.tsx";
import { CommitLink } from "../../components/CommitLink.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { operationLabels, RunStatus } from "../../components/RunStatus.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { startedHow, type Run } from "./run-words.ts";

/** Status, what it comes to, who or what started it, when, and from which commit. */
export function RunFacts({ run }: { readonly run: Run }) {
  const counts = run.status === "applied" ? (run.applied ?? run.planned) : run.planned;
  return (
    <Stack gap={6}>
      <Group gap="sm">
        <span role="status" aria-label="Status of the run">
          <RunStatus status={run.status} size="lg" />
        </span>
        {counts && (
          <Text fw={600} component="div">
            <ChangeCounts counts={counts} />
          </Text>
        )}
        <Text c="dimmed">
          {operationLabels[run.operation]}
          {run.autoApply && run.operation === "plan_and_apply" ? ", applies by itself" : ""}
        </Text>
      </Group>
      <Text component="div" c="dimmed" fz="sm">
        Started {startedHow(run)} · <Moment at={run.createdAt} />
        {run.confirmedBy !== null && ` · confirmed by ${run.confirmedBy}`}
        {run.canceledBy !== null && ` · canceled by ${run.canceledBy}`}
      </Text>
      <Origin run={run} />
      {run.targets.length > 0 && <Addresses label="Only" addresses={run.targets} />}
      {run.replaces.length > 0 && <Addresses label="To replace" addresses={run.replaces} />}
      {!run.refresh && <Line>The org is not read again: it is planned with what the state says.</Line>}
    </Stack>
  );
}

const Line = ({ children }: { readonly children: ReactNode }) => (
  <Text component="div" fz="sm" style={{ overflowWrap: "anywhere" }}>
    {children}
  </Text>
);

function Origin({ run: { commit, triggeringRun, driftIds } }: { readonly run: Run }) {
  const organization = useOrganization();
  return (
    <>
      {commit && <CommitLine commit={commit} />}
      {triggeringRun && (
        <Line>
          Follows{" "}
          <PageLink to={paths.run(organization, triggeringRun.workspace.name, triggeringRun.id)} fz="inherit">
            a run of {triggeringRun.workspace.name}
          </PageLink>
        </Line>
      )}
      {driftIds.map((id) => (
        <DriftLine key={id} id={id} />
      ))}
    </>
  );
}

function CommitLine({ commit: { sha, message, url, branch, repository, sender, pullRequest } }: { readonly commit: NonNullable<Run["commit"]> }) {
  return (
    <>
      <Group gap={6} fz="sm" align="center" style={{ rowGap: 0 }}>
        <CommitLink sha={sha} url={url} />
        <Text span fz="inherit" style={{ overflowWrap: "anywhere" }}>
          {message.split("\n")[0]}
        </Text>
        <Text span fz="inherit" c="dimmed">
          {[sender === null ? "" : `by ${sender}`, branch === "" ? "" : `on ${branch}`, repository === "" ? "" : `of ${repository}`].filter((part) => part !== "").join(" ")}
        </Text>
      </Group>
      {pullRequest && (
        <Group gap={6} fz="sm">
          <IconGitPullRequest size={16} aria-hidden />
          {pullRequest.url === null ? (
            <span>Pull request {pullRequest.number}</span>
          ) : (
            <Anchor href={pullRequest.url} target="_blank" rel="noreferrer" fz="inherit">
              Pull request {pullRequest.number}
            </Anchor>
          )}
          {pullRequest.title !== null && <span>{pullRequest.title}</span>}
        </Group>
      )}
    </>
  );
}

function DriftLine({ id }: { readonly id: string }) {
  const organization = useOrganization();
  const { data } = useQuery(ask("drift", "show", { params: { id } }));
  return (
    <Line>
      Sets back{" "}
      <PageLink to={paths.driftedObject(organization, id)} fz="inherit" className="mono">
        {data?.address ?? id}
      </PageLink>
      {data?.attribution && `, changed by ${data.attribution.actor}`}
      {data?.attribution?.client ? ` with ${data.attribution.client}` : ""}
    </Line>
  );
}

const Addresses = ({ label, addresses }: { readonly label: string; readonly addresses: readonly string[] }) => (
  <Line>
    {label} <span className="mono">{addresses.slice(0, 10).join(", ")}</span>
    {addresses.length > 10 && ` and ${addresses.length - 10} more`}
  </Line>
);
