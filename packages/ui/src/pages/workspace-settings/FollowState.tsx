import { Alert, Anchor, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { CommitLink } from "../../components/CommitLink.tsx";
import { Facts } from "../../components/Facts.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { useMayInWorkspace, useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

type Follow = AnswerOf<"vcs", "readVcsFollow">;

/** What is followed, when it was last looked at, what is wrong with it, and the pull requests that are open. */
export function FollowState({ follow, looking, onLook }: { readonly follow: Follow; readonly looking: boolean; readonly onLook: () => void }) {
  const { id } = useWorkspace();
  const may = useMayInWorkspace();
  const look = useChange(async () => api.vcs.lookAtVcs({ params: { workspace: id }, body: {} }), [], onLook);
  const { repository, repositoryUrl, branch, tagsRegex, commit, commitUrl, problem, pullRequests } = follow;
  return (
    <Paper withBorder p={{ base: "md", sm: "lg" }} component="section" aria-label="What is followed">
      <Stack>
        <Group justify="space-between" gap="xs">
          <Title order={2}>What is followed</Title>
          {may("run.queue") && (
            <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={look.isPending || looking} onClick={() => look.mutate(undefined)}>
              Look now
            </Button>
          )}
        </Group>
        {problem !== null && (
          <Alert color="orange" title="The last look did not work" icon={<IconAlertTriangle aria-hidden />}>
            {problem}
          </Alert>
        )}
        <ChangeProblem problem={look.error} />
        <Facts
          rows={[
            ["Repository", repositoryUrl === null ? repository : <Outside key="repository" href={repositoryUrl}>{repository}</Outside>],
            [tagsRegex === null ? "Branch" : "Tags", tagsRegex ?? branch ?? "the repository's own"],
            ["Commit", commit === null ? "none seen yet" : <CommitLink key="commit" sha={commit} url={commitUrl} />],
            ["Looked at", <LookedAt key="looked" follow={follow} />],
            ["Webhook", follow.connection && <WebhookState key="webhook" connection={follow.connection.id} />],
          ]}
        />
        {pullRequests.length > 0 && <PullRequests pullRequests={pullRequests} />}
      </Stack>
    </Paper>
  );
}

function LookedAt({ follow: { lookedAt, nextLookAt } }: { readonly follow: Follow }) {
  return (
    <>
      {lookedAt === null ? "not yet" : <Moment at={lookedAt} />}
      {nextLookAt !== null && new Date(nextLookAt).getTime() > Date.now() + 20_000 && (
        <Text span inherit c="dimmed">
          , again <Moment at={nextLookAt} />
        </Text>
      )}
    </>
  );
}

function Outside({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Anchor href={href} target="_blank" rel="noreferrer" inherit underline="always">
      {children}
    </Anchor>
  );
}

function WebhookState({ connection }: { readonly connection: string }) {
  const { data } = useQuery(ask("vcs", "readVcsConnection", { params: { connection } }));
  if (!data) return "…";
  return data.lastWebhookAt === null ? (
    "None has come: the repository is looked at by the clock."
  ) : (
    <>
      The last came <Moment at={data.lastWebhookAt} />
    </>
  );
}

function PullRequests({ pullRequests }: Pick<Follow, "pullRequests">) {
  const organization = useOrganization();
  const { name } = useWorkspace();
  return (
    <Stack gap={4}>
      <Title order={3}>Open pull requests</Title>
      <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: "none" }}>
        {pullRequests.map(({ number, title, url, author, headBranch, runId }) => (
          <Text component="li" key={number}>
            <Outside href={url}>{`#${number} ${title}`}</Outside>{" "}
            <Text span inherit c="dimmed">
              by {author}, from {headBranch}
            </Text>
            {runId !== null && (
              <>
                {" · "}
                <PageLink to={paths.run(organization, name, runId)} underline="always">its plan</PageLink>
              </>
            )}
          </Text>
        ))}
      </Stack>
    </Stack>
  );
}
