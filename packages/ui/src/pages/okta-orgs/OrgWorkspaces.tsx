import type { OktaOrg } from "@lockstep/contract";
import { List, Text } from "@mantine/core";
import { changeColors } from "../../components/ChangeCounts.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";

/** Which workspaces use the org, and what of them has drifted. */
export function OrgWorkspaces({ org: { id, workspaces, openDrifts } }: { readonly org: OktaOrg }) {
  const organization = useOrganization();
  return (
    <Section title="Workspaces" description="Those that you may see.">
      {workspaces.length === 0 ? (
        <Text size="sm" c="dimmed">No workspace uses this org yet. It is chosen when a workspace is made, or in its settings.</Text>
      ) : (
        <List size="sm" spacing={4}>
          {workspaces.map(({ id: key, name }) => (
            <List.Item key={key}>
              <PageLink to={paths.workspace(organization, name)} inherit>{name}</PageLink>
            </List.Item>
          ))}
        </List>
      )}
      {openDrifts > 0 && (
        <Text size="sm">
          <PageLink inherit to={`${paths.drift(organization)}?org=${id}`} fw={600} c={changeColors.change}>
            {openDrifts === 1 ? "1 object has drifted" : `${openDrifts} objects have drifted`}
          </PageLink>
        </Text>
      )}
    </Section>
  );
}
