import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { PageHeader } from "../../components/PageHeader.tsx";
import { useFilter } from "../../hooks/useFilter.ts";
import { useOrganization } from "../../hooks/usePlace.ts";
import { useRunFilter } from "./RunFilters.tsx";
import { RunList, runsAtOnce } from "./RunList.tsx";

/** All runs of the organization that one may see. */
export function RunsPage() {
  const organization = useOrganization();
  const [workspace] = useFilter("workspace");
  const filter = { ...useRunFilter(), ...(workspace !== "" && { workspace }) };
  const query = useQuery({ ...ask("runs", "listRuns", { params: { organization }, query: { ...filter, size: runsAtOnce } }), placeholderData: keepPreviousData });
  return (
    <>
      <PageHeader title="Runs" description="Of all workspaces, the newest first." />
      <RunList query={query} filter={filter} withWorkspace empty="A run is one plan, and the apply that may follow. Runs of every workspace show here." />
    </>
  );
}
