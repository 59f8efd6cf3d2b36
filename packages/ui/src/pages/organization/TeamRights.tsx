import { organizationRights, type OrganizationRight } from "@lockstep/contract";
import { Button, Checkbox, Group, List, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useChange } from "../../api/queries.ts";
import { rightWords } from "../../components/access-words.ts";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { Section } from "../../components/Section.tsx";
import { useTeamAccess, type Team } from "./team-access.ts";

const description = "What people of this team may do in the whole organization. Everybody may see projects, teams, Okta orgs, Git connections and variable sets.";

/** What the team may do in the whole organization. */
export function TeamRights({ team, managed }: { readonly team: Team; readonly managed: boolean }) {
  if (team.isOwners) return <Section title="Rights" description="Owners may do everything: in every workspace, with every Okta org, and they alone rename and delete the organization and make its token." />;
  return (
    <Section title="Rights" description={description}>
      {managed ? <RightsForm key={team.rights.join()} team={team} /> : <RightsList rights={team.rights} />}
    </Section>
  );
}

function RightsList({ rights }: { readonly rights: readonly OrganizationRight[] }) {
  if (rights.length === 0) return <Text>None beside that.</Text>;
  return (
    <List
      spacing="xs"
      icon={
        <ThemeIcon size={20} variant="light" color="teal" radius="xl">
          <IconCheck size={13} aria-hidden />
        </ThemeIcon>
      }
    >
      {organizationRights
        .filter((right) => rights.includes(right))
        .map((right) => (
          <List.Item key={right}>
            {rightWords[right].label}
            <Text size="sm" c="dimmed">
              {rightWords[right].detail}
            </Text>
          </List.Item>
        ))}
    </List>
  );
}

function RightsForm({ team: { id, rights } }: { readonly team: Team }) {
  const { canGive } = useTeamAccess();
  const [chosen, setChosen] = useState<readonly string[]>(rights);
  const save = useChange(async () => api.teams.updateTeam({ params: { team: id }, body: { rights: organizationRights.filter((right) => chosen.includes(right)) } }), ["teams", "accounts"]);
  const changed = organizationRights.some((right) => chosen.includes(right) !== rights.includes(right));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        <Checkbox.Group value={[...chosen]} onChange={setChosen} aria-label="Rights">
          <Stack gap="sm">
            {organizationRights.map((right) => (
              <Checkbox key={right} value={right} label={rightWords[right].label} description={canGive(right) ? rightWords[right].detail : `${rightWords[right].detail} You do not have it yourself, so you cannot give it.`} disabled={!canGive(right)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <ChangeProblem problem={save.error} />
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!changed}>
            Save rights
          </Button>
          {changed && (
            <Button variant="default" onClick={() => setChosen(rights)} disabled={save.isPending}>
              Undo
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
