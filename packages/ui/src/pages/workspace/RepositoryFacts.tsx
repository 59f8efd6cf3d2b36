import type { RunStatus as Status } from "@lockstep/contract";
import { Alert, Anchor, Group, Skeleton, Stack, Text, VisuallyHidden } from "@mantine/core";
import { IconExternalLink, IconGitPullRequest } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { CommitLink } from "../../components/CommitLink.tsx";
import { Facts } from "../../components/Facts.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { RunStatus } from "../../components/RunStatus.tsx";
import { Section } from "../../components/Section.tsx";
import { useMayInWorkspace, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

type Follow = AnswerOf<"vcs", "readVcsFollow">;

/** The repository that the workspace follows: where it stands, what is wrong with it, and open pull requests. */
export function RepositoryFacts() {
  const { id, name, organization, repository } = useWorkspace();
  const may = useMayInWorkspace();
  const { data } = useQuery({ ...ask("vcs", "readVcsFollow", { params: { workspace: id } }), enabled: repository !== null });
  if (!repository)
    return (
      <Section title="Repository">
        <Text c="dimmed">
          None: configurations are uploaded.{" "}
          {may("workspace.update") && <PageLink to={paths.workspaceSettings(organization.name, name, "git")} underline="always">Connect one</PageLink>}
        </Text>
      </Section>
    );
  return (
    <Section title="Repository">
      {data ? <Followed follow={data} folder={repository.folder} /> : <Skeleton height={110} />}
    </Section>
  );
}

function Followed({ follow, folder }: { readonly follow: Follow; readonly folder: string }) {
  const { repository, repositoryUrl, branch, tagsRegex, commit, commitUrl, lookedAt, problem, pullRequests } = follow;
  return (
    <Stack gap="sm">
      {problem !== null && (
        <Alert color="red" title="The repository cannot be followed">
          <Text size="sm">{problem}</Text>
        </Alert>
      )}
      <Facts
        rows={[
          ["Name", repositoryUrl === null ? repository : <Outside href={repositoryUrl}>{repository}</Outside>],
          tagsRegex === null ? ["Branch", branch ?? "the default one"] : ["Tags", <code key="tags">{tagsRegex}</code>],
          ["Folder", folder === "" ? false : folder],
          ["Commit", commit === null ? "none seen yet" : <CommitLink key="commit" sha={commit} url={commitUrl} />],
          ["Looked", lookedAt === null ? "not yet" : <Moment key="looked" at={lookedAt} />],
        ]}
      />
      {pullRequests.length > 0 && <PullRequests pulls={pullRequests} />}
    </Stack>
  );
}

const Outside = ({ href, children }: { readonly href: string; readonly children: string | null }) => (
  <Anchor href={href} target="_blank" rel="noreferrer">
    {children} <IconExternalLink size={13} aria-hidden style={{ verticalAlign: "baseline" }} />
  </Anchor>
);

function PullRequests({ pulls }: { readonly pulls: Follow["pullRequests"] }) {
  const { name, organization } = useWorkspace();
  return (
    <Stack gap={6} component="ul" m={0} p={0} style={{ listStyle: "none" }} aria-label="Open pull requests">
      {pulls.map(({ number, title, url, author, runId, runStatus }) => (
        <li key={number}>
          <Group gap={6} wrap="nowrap" align="flex-start">
            <IconGitPullRequest size={16} aria-hidden style={{ flexShrink: 0, marginTop: 3 }} />
            <Stack gap={2} miw={0}>
              <Anchor href={url} target="_blank" rel="noreferrer" fz="sm" lineClamp={2}>
                #{number} {title}
              </Anchor>
              <Group gap={6}>
                <Text fz="xs" c="dimmed">
                  {author}
                </Text>
                {runId !== null && runStatus !== null && (
                  <PageLink to={paths.run(organization.name, name, runId)}>
                    <VisuallyHidden>Plan of pull request {number}: </VisuallyHidden>
                    <RunStatus status={runStatus as Status} size="sm" />
                  </PageLink>
                )}
              </Group>
            </Stack>
          </Group>
        </li>
      ))}
    </Stack>
  );
}
