import { ActionIcon, Button, Table, Text, Tooltip } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { ask, useChange } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ConfirmDialog } from "../../components/ConfirmDialog.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Moment } from "../../components/Moment.tsx";
import { Section } from "../../components/Section.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import type { Team } from "./team-access.ts";
import { Expiry, MadeToken, TokenDialog, type NewToken, type Token, type WantedToken } from "../../components/forms/TokenParts.tsx";

/** Tokens with which programs act as the team. */
export function TeamTokens({ team }: { readonly team: Team }) {
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewToken | null>(null);
  const [doomed, setDoomed] = useState<Token | null>(null);
  const query = useQuery(ask("accessTokens", "listTeamTokens", { params: { team: team.id } }));
  const make = useChange(async (body: WantedToken) => api.accessTokens.createTeamToken({ params: { team: team.id }, body }), ["accessTokens"], (token) => {
    setMade(token);
    setMaking(false);
  });
  return (
    <Section
      title="Team tokens"
      description="For programs: a token may do what the team may do, and belongs to nobody in person."
      actions={
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
          New token
        </Button>
      }
    >
      {made && <MadeToken token={made} onDone={() => setMade(null)} />}
      <Answered query={query} loading={<Loading rows={1} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">The team has no token.</Text>
          ) : (
            <TableCard label="Tokens of the team" columns={[{ label: "For" }, { label: "Made" }, { label: "Last used" }, { label: "Ends" }, { label: "Actions", width: 80 }]} minWidth={560}>
              {items.map((token) => (
                <Row key={token.id} token={token} onDelete={() => setDoomed(token)} />
              ))}
            </TableCard>
          )
        }
      </Answered>
      {making && <TokenDialog title={`New token of ${team.name}`} submit="Make the token" change={make} onClose={() => setMaking(false)} />}
      {doomed && (
        <Deletion
          team={team}
          token={doomed}
          onClose={() => setDoomed(null)}
          onDone={() => {
            if (made?.id === doomed.id) setMade(null);
            setDoomed(null);
          }}
        />
      )}
    </Section>
  );
}

function Row({ token: { id, description, createdBy, createdAt, lastUsedAt, expiresAt }, onDelete }: { readonly token: Token; readonly onDelete: () => void }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Text inherit fw={600}>{description === "" ? "not said" : description}</Text>
        <Text size="xs" c="dimmed" className="mono">
          {id}
        </Text>
      </Table.Td>
      <Table.Td>
        <Moment at={createdAt} />
        {createdBy !== null && (
          <Text size="sm" c="dimmed">
            by {createdBy}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{lastUsedAt === null ? <Text inherit c="dimmed">never</Text> : <Moment at={lastUsedAt} />}</Table.Td>
      <Table.Td>
        <Expiry at={expiresAt} />
      </Table.Td>
      <Table.Td>
        <Tooltip label="Delete">
          <ActionIcon variant="subtle" color="red" aria-label={`Delete the token ${description === "" ? id : description}`} onClick={onDelete}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Table.Td>
    </Table.Tr>
  );
}

function Deletion({ team, token, onClose, onDone }: { readonly team: Team; readonly token: Token; readonly onClose: () => void; readonly onDone: () => void }) {
  const remove = useChange(async () => api.accessTokens.deleteTeamToken({ params: { team: team.id, token: token.id } }), ["accessTokens"], onDone);
  return (
    <ConfirmDialog opened onClose={onClose} title="Delete the token" confirm="Delete the token" change={remove} onConfirm={() => remove.mutate()}>
      {token.description === "" ? "The token" : `The token "${token.description}"`} stops working at once. Whatever uses it is refused{token.lastUsedAt === null ? "; it was never used." : "."}
    </ConfirmDialog>
  );
}
