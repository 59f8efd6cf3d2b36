import type { OktaOrg } from "@lockstep/contract";
import { Badge, Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ask } from "../api/queries.ts";
import { Facts } from "./Facts.tsx";
import { Moment } from "./Moment.tsx";

const engines = { identity: "Identity Engine", classic: "Classic Engine" } as const;

/** What was found when an org was last looked at: engine, whose credentials, what they lack, and its rate limits. */
export function OktaOrgFindings({ org: { id, url, health, checkedAt, authentication } }: { readonly org: OktaOrg }) {
  if (health === null) return <Text c="dimmed">Not looked at yet.</Text>;
  const { reachable, problem, engine, company, principal, roles = [], scopesPresent = [], scopesMissing = [] } = health;
  const rows: readonly (readonly [string, ReactNode])[] = [
    ["Address", url],
    ["Company", company === "" ? undefined : company],
    ["Engine", engine && engines[engine]],
    ["Signed in as", principal !== undefined && roles.length > 0 ? `${principal}, ${roles.join(", ")}` : principal],
    ["Scopes", scopesPresent.length > 0 && `${scopesPresent.length} asked for and granted`],
    [authentication === "private_key" ? "Missing scopes" : "Missing rights", problem === undefined && <Missing key="missing" scopes={scopesMissing} />],
    ["Rate limits", reachable && <Limits key="limits" id={id} />],
    ["Looked at", checkedAt !== null && <Moment key="at" at={checkedAt} />],
  ];
  return (
    <Stack gap="xs">
      {problem !== undefined && (
        <Group gap={6} wrap="nowrap" align="flex-start" c="light-dark(var(--mantine-color-red-9), var(--mantine-color-red-3))">
          <IconAlertTriangle size={18} aria-hidden style={{ flexShrink: 0, marginTop: 2 }} />
          <Text>{problem}</Text>
        </Group>
      )}
      <Facts rows={rows} />
    </Stack>
  );
}

function Missing({ scopes }: { readonly scopes: readonly string[] }) {
  if (scopes.length === 0)
    return (
      <Group gap={4} component="span" wrap="nowrap">
        <IconCheck size={16} aria-hidden />
        none of what is needed so far
      </Group>
    );
  return (
    <Group gap={6} component="span">
      {scopes.map((scope) => (
        <Badge key={scope} component="span" variant="light" color="orange" radius="sm" tt="none" fw={500} style={{ "--badge-color": "light-dark(var(--mantine-color-orange-9), var(--mantine-color-orange-2))" }}>
          {scope}
        </Badge>
      ))}
    </Group>
  );
}

function Limits({ id }: { readonly id: string }) {
  const { data } = useQuery({ ...ask("oktaOrgs", "gauges", { params: { id } }), staleTime: 30_000 });
  if (!data) return <>…</>;
  if (data.limits.length === 0) return <>not said by the org</>;
  return (
    <span className="figures">
      {data.limits.map(({ bucket, limit, remaining }, at) => (
        <span key={bucket}>
          {at > 0 && ", "}
          <span className="mono">{bucket}</span> {remaining} of {limit} left
        </span>
      ))}
    </span>
  );
}
