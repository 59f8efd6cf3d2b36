import { Button, Group, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { Loading } from "../../components/Loading.tsx";
import { NoPermission } from "../../components/NoPermission.tsx";
import { PageHeader } from "../../components/PageHeader.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { Section } from "../../components/Section.tsx";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { MadeToken, TokenDialog, TokenFacts, type NewToken, type WantedToken } from "../../components/forms/TokenParts.tsx";

/** The organization's token. */
export function TokensSettings() {
  const organization = useOrganization();
  const may = useMay();
  return (
    <>
      <PageHeader
        title="Tokens"
        within={organization}
        description={
          <>
            Your own tokens are under <PageLink to={paths.account()} underline="always">Account and tokens</PageLink>, those of a team on its page under <PageLink to={paths.organizationSettings(organization, "teams")} underline="always">Teams</PageLink>.
          </>
        }
      />
      {may("organization.tokens") ? <OrganizationToken /> : <NoPermission title="Only owners see the organization's token">It takes to be in the owners' team. Ask an owner of the organization.</NoPermission>}
    </>
  );
}

function OrganizationToken() {
  const organization = useOrganization();
  const [asking, setAsking] = useState<"make" | "delete" | null>(null);
  const [made, setMade] = useState<NewToken | null>(null);
  const query = useQuery(ask("accessTokens", "readOrganizationToken", { params: { organization } }));
  const make = useChange(async (body: WantedToken) => api.accessTokens.createOrganizationToken({ params: { organization }, body }), ["accessTokens"], (token) => {
    setMade(token);
    setAsking(null);
  });
  const remove = useChange(async () => api.accessTokens.deleteOrganizationToken({ params: { organization } }), ["accessTokens"], () => {
    setMade(null);
    setAsking(null);
  });
  return (
    <Section title="Organization token" description="For programs that set the organization up: workspaces, projects and teams. It starts no run, applies nothing and writes no state. There is at most one.">
      <Answered query={query} loading={<Loading rows={2} />}>
        {({ token }) => (
          <Stack>
            {made && <MadeToken token={made} onDone={() => setMade(null)} />}
            {token ? <TokenFacts token={token} /> : <Text>The organization has no token.</Text>}
            <Group>
              <Button variant={token ? "default" : "filled"} onClick={() => setAsking("make")}>
                {token ? "Replace" : "Make the token"}
              </Button>
              {token && (
                <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsking("delete")}>
                  Delete
                </Button>
              )}
            </Group>
            {asking === "make" && <TokenDialog title={token ? "Replace the organization's token: the one there is stops working at once" : "New token of the organization"} submit={token ? "Replace the token" : "Make the token"} change={make} onClose={() => setAsking(null)} />}
          </Stack>
        )}
      </Answered>
      <ConfirmDialog opened={asking === "delete"} onClose={() => setAsking(null)} title="Delete the organization's token" confirm="Delete the token" change={remove} onConfirm={() => remove.mutate()}>
        It stops working at once. Whatever uses it is refused.
      </ConfirmDialog>
    </Section>
  );
}
