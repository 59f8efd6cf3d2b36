import { Button, Paper, Stack, Text } from "@mantine/core";
import { IconListDetails } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Empty } from "../../components/Empty.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Pager } from "../../components/Pager.tsx";
import { useFilters } from "../../hooks/useFilter.ts";
import { RunFilters, isFiltered } from "./RunFilters.tsx";
import { RunTable } from "./RunTable.tsx";
import { WorkspaceFilter } from "./WorkspaceFilter.tsx";

/** So many runs stand on a page. */
export const runsAtOnce = 20;

interface Props {
  readonly query: UseQueryResult<AnswerOf<"runs", "listRuns">>;
  readonly filter: { readonly page: number };
  readonly withWorkspace?: boolean;
  /** What an empty list says: how runs get here. */
  readonly empty: ReactNode;
}

/** Runs with their filters and pages. */
export function RunList({ query, filter, withWorkspace = false, empty }: Props) {
  const setFilters = useFilters();
  const filtered = isFiltered(filter);
  return (
    <Answered query={query} loading={<Loading rows={8} height={58} />}>
      {({ items, total }) =>
        total === 0 && !filtered ? (
          <Empty icon={IconListDetails} title="No runs yet">
            {empty}
          </Empty>
        ) : (
          <Stack gap="sm">
            <RunFilters people={items.map(({ createdBy }) => createdBy.name)}>{withWorkspace && <WorkspaceFilter />}</RunFilters>
            {items.length === 0 ? (
              <Paper withBorder p="lg">
                <Stack gap="sm" align="flex-start">
                  <Text>No run is like that.</Text>
                  <Button variant="default" size="xs" onClick={() => setFilters({ search: undefined, show: undefined, status: undefined, operation: undefined, by: undefined, workspace: undefined, page: undefined })}>
                    Show all runs
                  </Button>
                </Stack>
              </Paper>
            ) : (
              <RunTable runs={items} label="Runs" withWorkspace={withWorkspace} />
            )}
            <Pager page={filter.page} size={runsAtOnce} total={total} onPage={(page) => setFilters({ page: page === 1 ? undefined : String(page) })} of="runs" />
          </Stack>
        )
      }
    </Answered>
  );
}
