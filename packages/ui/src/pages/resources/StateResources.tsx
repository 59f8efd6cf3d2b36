import { Box, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useDeferredValue, useState } from "react";
import type { AnswerOf } from "../../api/queries.ts";
import { AddressText } from "../../components/AddressText.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { ShowMore } from "../../components/ShowMore.tsx";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

type Resources = AnswerOf<"stateVersions", "readStateVersion">["resources"];

/** The objects of a state by address and id. */
export function StateResources({ resources, current }: { readonly resources: Resources; readonly current: boolean }) {
  const { name, organization } = useWorkspace();
  const [search, setSearch] = useState("");
  const text = useDeferredValue(search.toLowerCase());
  const instances = resources.flatMap((resource) => resource.instances);
  const shown = instances.filter(({ address, id }) => address.toLowerCase().includes(text) || id === search);
  return (
    <Section
      title="Objects"
      description={`${instances.length.toLocaleString("en")} in all, data sources included.`}
      actions={instances.length > 10 && <TextInput aria-label="Search by address or id" placeholder="Address or id" size="xs" leftSection={<IconSearch size={14} aria-hidden />} value={search} onChange={({ currentTarget: { value } }) => setSearch(value)} w={200} />}
    >
      <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: "none" }} aria-label="Objects of this state">
        {shown.length === 0 && (
          <Text component="li" c="dimmed">
            {search === "" ? "It has none." : "No object is like that."}
          </Text>
        )}
        <ShowMore items={shown}>
          {({ address, id, deposed }) => (
            <Box component="li" key={`${address} ${deposed ?? ""}`} py={4}>
              <Group gap="sm" justify="space-between">
                {current ? (
                  <PageLink to={paths.resource(organization.name, name, address)} className="mono" fz="sm">
                    <AddressText>{address}</AddressText>
                  </PageLink>
                ) : (
                  <Text span className="mono" fz="sm">
                    <AddressText>{address}</AddressText>
                  </Text>
                )}
                <Text span className="mono" fz="xs" c="dimmed">
                  {id}
                </Text>
              </Group>
            </Box>
          )}
        </ShowMore>
      </Stack>
    </Section>
  );
}
