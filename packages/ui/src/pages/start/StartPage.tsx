import { Stack } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import type { PickedRepository } from "../../components/forms/RepositoryPicker.tsx";
import { Loading } from "../../components/Loading.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { NoRight } from "./NoRight.tsx";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import type { AnswerOf } from "../../api/queries.ts";
import { OrgStep } from "./OrgStep.tsx";
import { PlanStep } from "./PlanStep.tsx";
import { RepositoryStep } from "./RepositoryStep.tsx";
import { VariablesStep } from "./VariablesStep.tsx";
import { WorkspaceStep } from "./WorkspaceStep.tsx";

/** From nothing to the first plan, on one page. How far one is follows from what there is, and stands in the address. */
export function StartPage() {
  const organization = useOrganization();
  const may = useMay();
  const orgs = useQuery(ask("oktaOrgs", "list", { params: { organization } }));
  return (
    <>
      <PageHeader title="Set up a workspace" description="From an Okta org and a repository to the first plan: about five minutes. Nothing is changed in the org before you confirm it." />
      {may("workspace.create") ? <Answered query={orgs} loading={<Loading rows={5} height={70} />}>{({ items }) => <Steps orgs={items} />}</Answered> : <NoRight />}
    </>
  );
}

function Steps({ orgs }: { readonly orgs: AnswerOf<"oktaOrgs", "list">["items"] }) {
  const organization = useOrganization();
  const setFilters = useFilters();
  const [orgId] = useFilter("org");
  const [git] = useFilter("git");
  const [name] = useFilter("workspace");
  const [picked, setPicked] = usePicked();
  const made = useQuery({ ...ask("workspaces", "readWorkspaceByName", { params: { organization, name } }), enabled: name !== "" });
  const workspace = name === "" ? undefined : made.data;
  const [only, ...others] = orgs;
  const org = workspace ? orgs.find(({ id }) => id === workspace.oktaOrg?.id) : (orgs.find(({ id }) => id === orgId) ?? (orgId === "" && others.length === 0 ? only : undefined));
  const withoutOrg = workspace ? workspace.oktaOrg === null : orgId === "none";
  const orgDone = org !== undefined || withoutOrg;
  const withoutGit = workspace ? workspace.repository === null : git === "none";
  const where = workspace?.repository ? { connectionId: workspace.repository.connection.id, repository: workspace.repository.identifier, branch: workspace.repository.branch ?? "", folder: workspace.repository.folder } : picked;
  const repositoryDone = withoutGit || (where.connectionId !== "" && where.repository.trim() !== "" && where.branch !== "");
  if (name !== "" && made.isPending) return <Loading rows={5} height={70} />;
  return (
    <Stack component="ol" gap="sm" p={0} m={0}>
      <OrgStep orgs={orgs} org={org} without={withoutOrg} state={orgDone ? "done" : "open"} onOrg={(id) => setFilters({ org: id ?? "ask", workspace: undefined })} fixed={workspace !== undefined} />
      <RepositoryStep picked={where} onPicked={setPicked} without={withoutGit} onWithout={(without) => setFilters({ git: without ? "none" : undefined })} state={orgDone ? "open" : "later"} fixed={workspace !== undefined} />
      <WorkspaceStep oktaOrg={org ?? null} picked={withoutGit ? null : where} workspace={workspace} state={orgDone && repositoryDone ? "open" : "later"} onMade={(workspaceName) => setFilters({ workspace: workspaceName, org: undefined, git: undefined, connection: undefined, repository: undefined, branch: undefined, folder: undefined })} />
      <VariablesStep workspace={workspace} />
      <PlanStep workspace={workspace} />
    </Stack>
  );
}

/** What was picked: at once on the page, and a moment later in the address. */
function usePicked(): readonly [PickedRepository, (picked: PickedRepository) => void] {
  const [connectionId] = useFilter("connection");
  const [repository] = useFilter("repository");
  const [branch] = useFilter("branch");
  const [folder] = useFilter("folder");
  const [picked, setPicked] = useState<PickedRepository>({ connectionId, repository, branch, folder });
  const setFilters = useFilters();
  const written = (text: string): string | undefined => (text.trim() === "" ? undefined : text.trim());
  const write = useDebouncedCallback((next: PickedRepository) => setFilters({ connection: written(next.connectionId), repository: written(next.repository), branch: written(next.branch), folder: written(next.folder) }), 400);
  return [picked, (next) => (setPicked(next), write(next))];
}
