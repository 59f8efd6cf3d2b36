import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { IconPlus, IconRocket } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Empty } from "../../components/Empty.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { useLinkTo } from "../../components/PageLink.tsx";
import { Pager } from "../../components/Pager.tsx";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { EnvironmentFilters, groups, orders } from "./EnvironmentFilters.tsx";
import { EnvironmentList, EnvironmentSkeleton } from "./EnvironmentList.tsx";

const size = 50;

/** Every workspace as one row: where it is, what ran last, what has drifted. */
export function EnvironmentsPage() {
  const organization = useOrganization();
  const may = useMay();
  const linkTo = useLinkTo();
  const [, setPage] = useFilter("page", "1");
  const { page, filtered, query: filters } = useListed();
  const query = useQuery({ ...ask("workspaces", "listWorkspaces", { params: { organization }, query: filters }), placeholderData: keepPreviousData });
  const creates = may("workspace.create");
  return (
    <>
      <PageHeader
        title="Environments"
        within={organization}
        description="Each workspace keeps one Okta org in lockstep with one folder of code."
        actions={
          creates && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} {...linkTo(paths.newWorkspace(organization))}>
              New workspace
            </Button>
          )
        }
      />
      <Answered query={query} loading={<EnvironmentSkeleton />}>
        {({ items, total, counts }) =>
          total === 0 && !filtered ? (
            <Empty icon={IconRocket} title="No workspace yet" action={creates && <Button {...linkTo(paths.start(organization))}>Set up the first one</Button>}>
              {creates ? "Connect an Okta org and a repository; the first plan then shows what your code would change. It takes about five minutes." : "None is there, or your teams were given none. Ask an owner of the organization."}
            </Empty>
          ) : (
            <Stack gap="sm">
              <EnvironmentFilters counts={counts} />
              {items.length === 0 ? <NoneLikeThat /> : <EnvironmentList workspaces={items} />}
              <Pager page={page} size={size} total={total} onPage={(next) => setPage(String(next))} of="workspaces" />
            </Stack>
          )
        }
      </Answered>
    </>
  );
}

/** What the address asks for; what it has wrong is left out. */
function useListed() {
  const [search] = useFilter("search");
  const [show] = useFilter("show");
  const [project] = useFilter("project");
  const [tag] = useFilter("tag");
  const [sorted] = useFilter("sort", "name");
  const [pageText] = useFilter("page", "1");
  const page = Math.max(1, Math.trunc(Number(pageText)) || 1);
  const group = groups.find(({ value }) => value === show)?.value;
  const sort = orders.find(({ value }) => value === sorted)?.value ?? "name";
  const query = {
    page,
    size,
    sort,
    ...(search !== "" && { search }),
    ...(project !== "" && { project }),
    ...(tag !== "" && { tag }),
    ...(group === "drifted" ? { drifted: "true" } : group !== undefined && { status: group }),
  };
  return { page, filtered: search !== "" || group !== undefined || project !== "" || tag !== "", query };
}

function NoneLikeThat() {
  const setFilters = useFilters();
  return (
    <Paper withBorder p="lg">
      <Group justify="space-between">
        <Text>No workspace is like that.</Text>
        <Button variant="default" size="xs" onClick={() => setFilters({ search: undefined, show: undefined, project: undefined, tag: undefined, page: undefined })}>
          Show all
        </Button>
      </Group>
    </Paper>
  );
}
