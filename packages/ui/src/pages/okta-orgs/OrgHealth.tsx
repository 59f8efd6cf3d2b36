import type { OktaOrg } from "@lockstep/contract";
import { Alert, Code, Group, List, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { changeColors } from "../../components/ChangeCounts.tsx";
import { Facts } from "../../components/Facts.tsx";
import { Moment } from "../../components/Moment.tsx";
import { Section } from "../../components/Section.tsx";
import { engineWords } from "./engine-words.ts";
import { stateOfOrg } from "./org-state.ts";
import { OrgBadge } from "./OrgBadge.tsx";
import { wordsOfScope } from "./scope-words.ts";

/** What was found when the org was last looked at. */
export function OrgHealth({ org }: { readonly org: OktaOrg }) {
  const { health, authentication, clientId, checkedAt, scopes } = org;
  const state = stateOfOrg(org);
  const { scopesMissing = [], scopesPresent = scopes } = health ?? {};
  return (
    <Section title="Health" actions={<OrgBadge {...state} />} description={checkedAt === null ? "Not looked at yet." : <>Looked at <Moment at={checkedAt} />.</>}>
      {state.color === "red" && (
        <Alert color="red" role="alert" title={state.label} icon={<IconAlertTriangle aria-hidden />}>
          {state.problem ?? "The org did not answer."}
        </Alert>
      )}
      <Facts
        rows={[
          ["Company", health?.company],
          ["Engine", health?.engine && engineWords[health.engine]],
          ["Signs in with", authentication === "api_token" ? "an API token" : `the service app ${clientId ?? ""} and its private key`],
          ["Signed in as", health?.principal],
          ["Roles", health?.roles && (health.roles.length === 0 ? "none that may be read" : health.roles.join(", "))],
        ]}
      />
      {health !== null && (
        <Stack gap="sm">
          <Title order={3}>{authentication === "private_key" ? "Scopes" : "Rights"}</Title>
          {scopesMissing.length > 0 ? <Missing scopes={scopesMissing} authentication={authentication} /> : state.color === "green" && <NothingMissing />}
          {authentication === "private_key" && scopesPresent.length > 0 && <ScopeList label={`${scopesPresent.length === 1 ? "1 scope" : `${scopesPresent.length} scopes`} asked for and granted`} scopes={scopesPresent} />}
        </Stack>
      )}
    </Section>
  );
}

function NothingMissing() {
  return (
    <Group gap={6} wrap="nowrap">
      <IconCheck size={18} aria-hidden />
      <Text size="sm">Nothing is missing that its workspaces need so far.</Text>
    </Group>
  );
}

function Missing({ scopes, authentication }: { readonly scopes: readonly string[]; readonly authentication: OktaOrg["authentication"] }) {
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600} c={changeColors.change}>
        {scopes.length === 1 ? "1 is missing" : `${scopes.length} are missing`}
      </Text>
      <ScopeList label="Missing" scopes={scopes} hiddenLabel />
      <Text size="sm" c="dimmed">
        {authentication === "private_key" ? "Grant them in the Admin Console, at the app under Okta API Scopes, then name them here under Edit." : "The admin whom the API token belongs to needs a role that allows it. Roles are given in the Admin Console under Security, Administrators."}
      </Text>
    </Stack>
  );
}

function ScopeList({ label, scopes, hiddenLabel = false }: { readonly label: string; readonly scopes: readonly string[]; readonly hiddenLabel?: boolean }) {
  return (
    <Stack gap={4}>
      {!hiddenLabel && <Text size="sm">{label}</Text>}
      <List size="sm" spacing={4} aria-label={label}>
        {scopes.map((scope) => (
          <List.Item key={scope}>
            <Code>{scope}</Code> <Text span inherit c="dimmed">{wordsOfScope(scope)}</Text>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
