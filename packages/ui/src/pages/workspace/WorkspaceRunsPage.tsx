import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { PageHeader } from "../../components/PageHeader.tsx";
import { StartRunButton } from "../../components/StartRunButton.tsx";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { useRunFilter } from "./RunFilters.tsx";
import { RunList, runsAtOnce } from "./RunList.tsx";

/** All runs of a workspace. */
export function WorkspaceRunsPage() {
  const workspace = useWorkspace();
  const filter = useRunFilter();
  const query = useQuery({ ...ask("runs", "listWorkspaceRuns", { params: { workspace: workspace.id }, query: { ...filter, size: runsAtOnce } }), placeholderData: keepPreviousData });
  return (
    <>
      <PageHeader title="Runs" within={workspace.name} actions={<StartRunButton workspace={workspace} />} />
      <RunList query={query} filter={filter} empty="A run is one plan, and the apply that may follow. A push to the repository, a schedule, or somebody here starts one." />
    </>
  );
}
