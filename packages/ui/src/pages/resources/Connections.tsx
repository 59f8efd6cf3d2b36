import { Stack, Text, Title } from "@mantine/core";
import type { AnswerOf } from "../../api/queries.ts";
import { AddressText } from "../../components/AddressText.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { ShowMore } from "../../components/ShowMore.tsx";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

type Detail = AnswerOf<"workspaces", "readObject">;

/** Which other objects an object needs, and which need it. */
export function Connections({ object: { references, dependsOn, usedBy } }: { readonly object: Detail }) {
  const refers = new Map(references.map(({ address, path }) => [address, path]));
  const needs = [...new Set([...refers.keys(), ...dependsOn])].sort();
  return (
    <Section title="Connections">
      {needs.length === 0 && usedBy.length === 0 ? (
        <Text c="dimmed">It needs no other object, and none needs it.</Text>
      ) : (
        <Stack gap="md">
          <Addresses title="Depends on" addresses={needs} notes={refers} />
          <Addresses title="Used by" addresses={usedBy} />
        </Stack>
      )}
    </Section>
  );
}

function Addresses({ title, addresses, notes }: { readonly title: string; readonly addresses: readonly string[]; readonly notes?: ReadonlyMap<string, string> }) {
  const { name, organization } = useWorkspace();
  if (addresses.length === 0) return null;
  return (
    <Stack gap={4}>
      <Title order={3}>{title}</Title>
      <Stack component="ul" gap={4} m={0} p={0} style={{ listStyle: "none" }} aria-label={title}>
        <ShowMore items={addresses}>
          {(address) => (
            <li key={address}>
              <PageLink to={paths.resource(organization.name, name, address)} className="mono" fz="sm">
                <AddressText>{address}</AddressText>
              </PageLink>
              {notes?.has(address) && (
                <Text fz="xs" c="dimmed" className="mono">
                  {notes.get(address)}
                </Text>
              )}
            </li>
          )}
        </ShowMore>
      </Stack>
    </Stack>
  );
}
