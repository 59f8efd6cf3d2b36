import { Paper } from "@mantine/core";
import { IconPackageExport } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Empty } from "../../components/Empty.tsx";
import { Loading } from "../../components/Loading.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { OutputList } from "./OutputList.tsx";

/** What the root module gives out, as the newest state has it. */
export function OutputsPage() {
  const { id, name } = useWorkspace();
  const query = useQuery(ask("stateVersions", "listOutputs", { params: { workspace: id } }));
  return (
    <>
      <PageHeader title="Outputs" within={name} description="Of the root module, as the newest state has them." />
      <Answered query={query} loading={<Loading rows={4} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={IconPackageExport} title="No outputs">
              What <code>output</code> blocks of the root module name shows here after the next apply.
            </Empty>
          ) : (
            <Paper withBorder px={{ base: "md", sm: "lg" }} py="xs">
              <OutputList outputs={items} />
            </Paper>
          )
        }
      </Answered>
    </>
  );
}
