import { scheduleKinds } from "@lockstep/contract";
import { Anchor, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { Facts } from "../../components/Facts.tsx";
import { Moment } from "../../components/Moment.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { useMayInWorkspace, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { Tags } from "./Tags.tsx";

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

/** What there is to know of the workspace at a glance. */
export function WorkspaceFacts() {
  const { id, name, organization, project, oktaOrg, objects, settings, state } = useWorkspace();
  const variables = useQuery(ask("variables", "listVariables", { params: { workspace: id } }));
  const org = organization.name;
  return (
    <Section title="About">
      <Facts
        rows={[
          ["Okta org", oktaOrg ? <OktaOrg key="org" organization={org} {...oktaOrg} /> : "by variables"],
          ["Project", project.name],
          ["Apply method", settings.autoApply ? "auto apply" : "manual apply"],
          ["Resources", <PageLink key="resources" to={paths.resources(org, name)}>{`${objects} managed`}</PageLink>],
          ["Variables", variables.data && <PageLink key="variables" to={paths.variables(org, name)}>{plural(variables.data.items.length, "variable")}</PageLink>],
          [
            "State",
            state ? (
              <Group key="state" gap={6} component="span">
                <PageLink to={paths.state(org, name, state.id)}>serial {state.serial}</PageLink>
                <Text span c="dimmed" fz="sm">
                  <Moment at={state.createdAt} />
                </Text>
              </Group>
            ) : (
              "none yet"
            ),
          ],
          ["Tags", <Tags key="tags" />],
        ]}
      />
    </Section>
  );
}

const OktaOrg = ({ organization, id, name, address }: { readonly organization: string; readonly id: string; readonly name: string; readonly address: string }) => (
  <Stack gap={6} component="span">
    <PageLink to={paths.oktaOrg(organization, id)}>{name}</PageLink>
    <Anchor href={address} target="_blank" rel="noreferrer" fz="inherit" c="dimmed">
      {address.replace(/^https?:\/\//, "")}
    </Anchor>
  </Stack>
);

/** What is looked after by itself: drift, and when something is done next. */
export function Checks() {
  const { id, name, organization, drift } = useWorkspace();
  const may = useMayInWorkspace();
  const summary = useQuery(ask("drift", "summary", { params: { workspace: id } }));
  const schedules = useQuery(ask("schedules", "list", { params: { workspace: id } }));
  const enabled = (schedules.data?.items ?? []).filter((schedule) => schedule.enabled);
  const page = paths.workspaceDrift(organization.name, name);
  return (
    <Section title="Drift and checks">
      <Stack gap="sm">
        {drift.open > 0 ? (
          <Text>
            <PageLink to={page} fw={600} c="light-dark(var(--mantine-color-orange-9), var(--mantine-color-orange-3))">
              {plural(drift.open, "object")} changed in the org
            </PageLink>
            {drift.since !== null && (
              <Text span c="dimmed" fz="sm">
                {" "}
                since <Moment at={drift.since} />
              </Text>
            )}
          </Text>
        ) : (
          <Text>
            {drift.scannedAt === null ? "Nobody has looked for drift yet." : "No drift."}{" "}
            {drift.scannedAt !== null && (
              <Text span c="dimmed" fz="sm">
                Looked <Moment at={drift.scannedAt} />
              </Text>
            )}
          </Text>
        )}
        {summary.data !== undefined && summary.data.accepted > 0 && (
          <Text fz="sm" c="dimmed">
            {plural(summary.data.accepted, "object")} left as {summary.data.accepted === 1 ? "it is" : "they are"} until a date
          </Text>
        )}
        {enabled.map((schedule) => (
          <Stack key={schedule.id} gap={0}>
            <Text>{scheduleKinds[schedule.kind]}</Text>
            <Text fz="sm" c="dimmed">
              {schedule.words}
              {schedule.nextAt !== null && (
                <>
                  {" · next "}
                  <Moment at={schedule.nextAt} />
                </>
              )}
            </Text>
          </Stack>
        ))}
        {schedules.data && enabled.length === 0 && (
          <Text fz="sm" c="dimmed">
            Nothing is scheduled. {may("schedule.write") && <PageLink to={paths.workspaceSettings(organization.name, name, "schedules")} underline="always">Add a schedule</PageLink>}
          </Text>
        )}
      </Stack>
    </Section>
  );
}
