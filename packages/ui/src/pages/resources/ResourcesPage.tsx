import { Box, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconStack2 } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Empty } from "../../components/Empty.tsx";
import { Loading } from "../../components/Loading.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { Pager } from "../../components/Pager.tsx";
import { StartRunButton } from "../../components/StartRunButton.tsx";
import { useFilters } from "../../hooks/useFilter.ts";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { ObjectTable } from "./ObjectTable.tsx";
import { ResourceFilters, TypeList, useResourceFilter } from "./ResourceFilters.tsx";

const size = 50;

/** What the workspace's state has, by type and module. */
export function ResourcesPage() {
  const workspace = useWorkspace();
  const { id, name, objects } = workspace;
  const { page, ...filter } = useResourceFilter();
  const setFilters = useFilters();
  const query = useQuery({ ...ask("workspaces", "listObjects", { params: { workspace: id }, query: { ...filter, page, size } }), placeholderData: keepPreviousData });
  return (
    <>
      <PageHeader title="Resources" within={name} description={`${objects.toLocaleString("en")} managed ${objects === 1 ? "object" : "objects"} in the newest state.`} />
      <Answered query={query} loading={<Loading rows={10} />}>
        {({ items, total, types, modules }) =>
          total === 0 && Object.keys(filter).length === 0 ? (
            <Empty icon={IconStack2} title="Nothing is managed yet" action={<StartRunButton workspace={workspace} />}>
              What a run creates or imports shows here, with its attributes as the state has them.
            </Empty>
          ) : (
            <Group align="flex-start" wrap="nowrap" gap="lg">
              <TypeList types={types} />
              <Stack gap="sm" flex={1} miw={0}>
                <ResourceFilters types={types} modules={modules} />
                {items.length === 0 ? (
                  <Paper withBorder p="lg">
                    <Stack gap="sm" align="flex-start">
                      <Text>No object is like that.</Text>
                      <Button variant="default" size="xs" onClick={() => setFilters({ search: undefined, type: undefined, module: undefined, show: undefined, page: undefined })}>
                        Show all objects
                      </Button>
                    </Stack>
                  </Paper>
                ) : (
                  <Box>
                    <ObjectTable objects={items} />
                  </Box>
                )}
                <Pager page={page} size={size} total={total} onPage={(next) => setFilters({ page: next === 1 ? undefined : String(next) })} of="objects" />
              </Stack>
            </Group>
          )
        }
      </Answered>
    </>
  );
}
