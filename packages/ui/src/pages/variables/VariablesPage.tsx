import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { useMayInWorkspace, useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { VariableSections } from "./VariableSections.tsx";

/** What a workspace's runs are given: its own variables, and those of sets that reach it. */
export function VariablesPage() {
  const organization = useOrganization();
  const { id, name } = useWorkspace();
  const may = useMayInWorkspace();
  const query = useQuery(ask("variables", "listVariables", { params: { workspace: id } }));
  return (
    <VariableSections
      owner={{ kind: "workspace", id }}
      query={query}
      mayWrite={may("variable.write")}
      header={(actions) => (
        <PageHeader
          title="Variables"
          within={name}
          description={
            <>
              What each run is given. Values of <PageLink to={paths.variableSets(organization)} underline="always">variable sets</PageLink> that reach this workspace stand among its own; a crossed-out one is overridden.
            </>
          }
          actions={actions}
        />
      )}
      sources
    />
  );
}
