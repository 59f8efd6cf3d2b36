import { Button, Grid, Group, Stack, Text } from "@mantine/core";
import { IconExternalLink, IconStack2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask, type AnswerOf } from "../../api/queries.ts";
import { AddressText } from "../../components/AddressText.tsx";
import { consoleAddress } from "../../components/admin-console.ts";
import { Answered } from "../../components/Answered.tsx";
import { CopyText } from "../../components/CopyText.tsx";
import { Empty } from "../../components/Empty.tsx";
import { Facts } from "../../components/Facts.tsx";
import { NoPermission } from "../../components/NoPermission.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { StartRunButton } from "../../components/StartRunButton.tsx";
import { useFilter } from "../../hooks/useFilter.ts";
import { useMayInWorkspace, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { addressParts } from "./address-parts.ts";
import { Attributes } from "./Attributes.tsx";
import { Connections } from "./Connections.tsx";
import { ObjectHistory } from "./ObjectHistory.tsx";
import { ObjectNotes } from "./ObjectTable.tsx";

type Detail = AnswerOf<"workspaces", "readObject">;
type Listed = AnswerOf<"workspaces", "listObjects">["items"][number];

/** One object: its attributes, what it refers to and is used by, and what became of it. */
export function ResourcePage() {
  const workspace = useWorkspace();
  const may = useMayInWorkspace();
  const [address] = useFilter("address");
  const [deposed] = useFilter("deposed");
  const { name } = addressParts(address);
  const preset = { operation: "plan_only", targets: [address] } as const;
  return (
    <>
      <PageHeader
        title={name === "" ? "Resource" : name}
        within={workspace.name}
        description={<PageLink to={paths.resources(workspace.organization.name, workspace.name)}>All resources</PageLink>}
        actions={address.startsWith("data.") ? undefined : <StartRunButton workspace={workspace} preset={preset} />}
      />
      {may("state.read") ? <Whole address={address} deposed={deposed} /> : <Outline address={address} deposed={deposed} />}
    </>
  );
}

interface Named {
  readonly address: string;
  /** "": it is the object that counts. */
  readonly deposed: string;
}

function Whole({ address, deposed }: Named) {
  const { id } = useWorkspace();
  const query = useQuery(ask("workspaces", "readObject", { params: { workspace: id }, query: { address, ...(deposed !== "" && { deposed }) } }));
  return (
    <Answered query={query}>
      {(object) => (
        <Parts object={object} serial={object.serial} name={object.attributes["name"]}>
          <Attributes object={object} />
        </Parts>
      )}
    </Answered>
  );
}

/** What who may not read the state sees of it. */
function Outline({ address, deposed }: Named) {
  const { id } = useWorkspace();
  const query = useQuery(ask("workspaces", "listObjects", { params: { workspace: id }, query: { search: address, size: 100 } }));
  return (
    <Answered query={query}>
      {({ items }) => {
        const object = items.find((each) => each.address === address && (each.deposed ?? "") === deposed);
        if (!object) return <Gone />;
        return (
          <Parts object={object}>
            <NoPermission title="Attributes">They can hold secrets, so it takes write access to the workspace to read them.</NoPermission>
          </Parts>
        );
      }}
    </Answered>
  );
}

const Gone = () => (
  <Empty icon={IconStack2} title="No such object">
    The newest state has none at this address. It may have been deleted, or moved to another address.
  </Empty>
);

interface PartsProps {
  readonly object: Listed | Detail;
  readonly serial?: number;
  /** An app's kind, where it is one. */
  readonly name?: unknown;
  readonly children: ReactNode;
}

function Parts({ object, serial, name, children }: PartsProps) {
  return (
    <Grid gap="md">
      <Grid.Col span={{ base: 12, md: 8 }}>
        <Stack gap="md">
          {children}
          {object.mode === "managed" && <ObjectHistory address={object.address} />}
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 4 }}>
        <Stack gap="md">
          <About object={object} name={name} {...(serial !== undefined && { serial })} />
          {"references" in object && <Connections object={object} />}
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

function About({ object, serial, name }: Omit<PartsProps, "children">) {
  const { name: workspaceName, organization, oktaOrg, state } = useWorkspace();
  const { address, id, type, provider, mode, tainted, deposed, driftId } = object;
  // A workspace whose org is named by variables: the drift knows where it is.
  const drift = useQuery({ ...ask("drift", "show", { params: { id: driftId ?? "" } }), enabled: driftId !== null && oktaOrg === null });
  const console = consoleAddress(oktaOrg?.address ?? drift.data?.orgUrl, { type, id, name });
  const { module } = addressParts(address);
  const notes = tainted || deposed !== null || driftId !== null || mode === "data";
  return (
    <Section title="About">
      <Stack gap="sm">
        {notes && <ObjectNotes object={object} />}
        <Copied name="Address" text={address} />
        {id !== null && <Copied name="Id" text={id} />}
        <Facts
          rows={[
            ["Type", <PageLink key="type" to={paths.resources(organization.name, workspaceName, type)} className="mono" fz="sm"><AddressText>{type}</AddressText></PageLink>],
            ["Module", module === "" ? "root module" : <Text key="module" span className="mono" fz="sm"><AddressText>{module}</AddressText></Text>],
            ["Provider", providerName(provider)],
            ["State", serial !== undefined && state !== null && <PageLink key="state" to={paths.state(organization.name, workspaceName, state.id)}>{`serial ${serial}`}</PageLink>],
          ]}
        />
        {console !== undefined && (
          <Group>
            <Button component="a" href={console} target="_blank" rel="noreferrer" variant="default" size="xs" rightSection={<IconExternalLink size={14} aria-hidden />}>
              Open in the Admin Console
            </Button>
          </Group>
        )}
        {driftId !== null && (
          <PageLink to={paths.driftedObject(organization.name, driftId)}>What was changed, and by whom</PageLink>
        )}
      </Stack>
    </Section>
  );
}

const Copied = ({ name, text }: { readonly name: string; readonly text: string }) => (
  <Stack gap={0}>
    <Text c="dimmed" fz="sm">
      {name}
    </Text>
    <Group gap={2} wrap="nowrap" align="flex-start">
      <Text className="mono" fz="sm" miw={0}>
        <AddressText>{text}</AddressText>
      </Text>
      <CopyText text={text} what={`the ${name.toLowerCase()}`} />
    </Group>
  </Stack>
);

/** okta/okta of provider["registry.terraform.io/okta/okta"]. */
const providerName = (provider: string): string => /([^/"]+\/[^/"]+)"?\]?$/.exec(provider)?.[1] ?? provider;
