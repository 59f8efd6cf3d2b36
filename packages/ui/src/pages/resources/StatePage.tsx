import { Badge, Button, Grid, Select, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { Facts } from "../../components/Facts.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Moment } from "../../components/Moment.tsx";
import { NoPermission } from "../../components/NoPermission.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { titleOf } from "../../components/run-origin.ts";
import { useFilter } from "../../hooks/useFilter.ts";
import { useMayInWorkspace, useParam, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { bytes } from "./bytes.ts";
import { OutputList } from "./OutputList.tsx";
import { RollBack } from "./RollBack.tsx";
import { StateDifference } from "./StateDifference.tsx";
import { StateResources } from "./StateResources.tsx";

type Version = AnswerOf<"stateVersions", "readStateVersion">;

/** One state: how it came to be, what is another than before, and what is in it. */
export function StatePage() {
  const id = useParam("version");
  const { name, organization } = useWorkspace();
  const may = useMayInWorkspace();
  const query = useQuery(ask("stateVersions", "readStateVersion", { params: { version: id } }));
  const { data } = query;
  return (
    <>
      <PageHeader
        title={data ? `State ${data.serial}` : "State"}
        within={name}
        description={<PageLink to={paths.states(organization.name, name)}>All states</PageLink>}
        actions={
          data && (
            <>
              {may("state.read") && (
                <Button component="a" href={`/api/v1/state-versions/${id}/download`} download={`${name}-${data.serial}.tfstate`} variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
                  Download
                </Button>
              )}
              {may("state.write") && !data.current && !data.intermediate && <RollBack version={data} />}
            </>
          )
        }
      />
      <Answered query={query} loading={<Loading rows={6} />}>
        {(version) => <Parts version={version} />}
      </Answered>
    </>
  );
}

function Parts({ version }: { readonly version: Version }) {
  const may = useMayInWorkspace();
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack gap="md">
          {may("state.read") ? <Comparison version={version} /> : <NoPermission title="Differences">They show attributes, which can hold secrets: it takes write access to the workspace to read them.</NoPermission>}
          <StateResources resources={version.resources} current={version.current} />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Stack gap="md">
          <About version={version} />
          {version.outputs.length > 0 && (
            <Section title="Outputs">
              <OutputList outputs={version.outputs} />
            </Section>
          )}
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

function About({ version: { serial, lineage, objects, size, terraformVersion, current, intermediate, run, rollbackOf, createdBy, createdAt } }: { readonly version: Version }) {
  const { name, organization } = useWorkspace();
  return (
    <Section title="About">
      <Facts
        rows={[
          ["Serial", serial],
          [
            "Status",
            current ? (
              <Badge key="status" variant="light" color="green" radius="sm" tt="none" c="light-dark(var(--mantine-color-green-9), var(--mantine-color-green-2))">
                current
              </Badge>
            ) : intermediate ? (
              "written in the middle of an apply"
            ) : (
              "superseded"
            ),
          ],
          ["Run", run !== null && <PageLink key="run" to={paths.run(organization.name, name, run.id)}>{titleOf(run)}</PageLink>],
          ["Rolled back to", rollbackOf !== null && <PageLink key="of" to={paths.state(organization.name, name, rollbackOf.id)}>{`serial ${rollbackOf.serial}`}</PageLink>],
          ["Written", <Moment key="written" at={createdAt} />],
          ["By", createdBy.kind === "system" ? false : createdBy.name],
          ["Objects", objects.toLocaleString("en")],
          ["Size", bytes(size)],
          ["Terraform", terraformVersion === "" ? false : terraformVersion],
          ["Lineage", <Text key="lineage" span className="mono" fz="xs">{lineage}</Text>],
        ]}
      />
    </Section>
  );
}

const choices = 100;

function Comparison({ version }: { readonly version: Version }) {
  const { id: workspace } = useWorkspace();
  const [from, setFrom] = useFilter("from");
  const versions = useQuery(ask("stateVersions", "listStateVersions", { params: { workspace }, query: { size: choices } }));
  const query = useQuery({ ...ask("stateVersions", "compareStateVersions", { params: { version: version.id }, query: from === "" ? {} : { from } }), placeholderData: keepPreviousData });
  const others = (versions.data?.items ?? []).filter(({ id }) => id !== version.id).map(({ id, serial, current }) => ({ value: id, label: `serial ${serial}${current ? " (current)" : ""}` }));
  return (
    <Section
      title="Differences"
      description={query.data && (query.data.from === null ? "Everything in the first state." : `What is another than in serial ${query.data.from.serial}.`)}
      actions={others.length > 0 && <Select aria-label="Compare with" placeholder="Compare with the one before" data={others} value={from === "" ? null : from} onChange={(value) => setFrom(value ?? "")} searchable clearable clearButtonProps={{ "aria-label": "Compare with the one before" }} size="xs" w={230} />}
    >
      <Answered query={query} loading={<Loading rows={3} />}>
        {(difference) => <StateDifference difference={difference} />}
      </Answered>
    </Section>
  );
}
