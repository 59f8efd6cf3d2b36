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
import { Expiry, MadeToken, TokenDialog, type NewToken, type Token, type WantedToken } from "../../components/forms/TokenParts.tsx";

/** Tokens with which command lines and programs act as oneself. */
export function OwnTokens() {
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<NewToken | null>(null);
  const [doomed, setDoomed] = useState<Token | null>(null);
  const query = useQuery(ask("accessTokens", "listAccountTokens", {}));
  const make = useChange(async (body: WantedToken) => api.accessTokens.createAccountToken({ body }), ["accessTokens"], (token) => {
    setMade(token);
    setMaking(false);
  });
  const remove = useChange(async (token: string) => api.accessTokens.deleteAccountToken({ params: { token } }), ["accessTokens"], (_answer, token) => {
    if (made?.id === token) setMade(null);
    setDoomed(null);
  });
  return (
    <Section
      title="Your tokens"
      description="For command lines and programs: each may do what you may do. lockstep login and terraform login make theirs by themselves."
      actions={
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
          New token
        </Button>
      }
    >
      {made && <MadeToken token={made} onDone={() => setMade(null)} />}
      <Answered query={query} loading={<Loading rows={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">You have no token.</Text>
          ) : (
            <TableCard label="List of your tokens" columns={[{ label: "For" }, { label: "Made" }, { label: "Last used" }, { label: "Ends" }, { label: "Actions", width: 80 }]} minWidth={560}>
              {items.map((token) => (
                <Row key={token.id} token={token} onDelete={() => setDoomed(token)} />
              ))}
            </TableCard>
          )
        }
      </Answered>
      {making && <TokenDialog title="New token" submit="Make the token" change={make} onClose={() => setMaking(false)} />}
      <ConfirmDialog opened={doomed !== null} onClose={() => setDoomed(null)} title="Delete the token" confirm="Delete the token" change={remove} onConfirm={() => doomed && remove.mutate(doomed.id)}>
        {nameOf(doomed)} stops working at once. Whatever uses it is refused{doomed?.lastUsedAt === null ? "; it was never used." : "."}
      </ConfirmDialog>
    </Section>
  );
}

const nameOf = (token: Token | null): string => (token === null || token.description === "" ? "The token" : `The token "${token.description}"`);

function Row({ token: { id, description, createdAt, lastUsedAt, expiresAt }, onDelete }: { readonly token: Token; readonly onDelete: () => void }) {
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={600} style={{ overflowWrap: "anywhere" }}>
          {description === "" ? "not said" : description}
        </Text>
        <Text size="xs" c="dimmed" className="mono">
          {id}
        </Text>
      </Table.Td>
      <Table.Td>
        <Moment at={createdAt} />
      </Table.Td>
      <Table.Td>{lastUsedAt === null ? <Text c="dimmed">never</Text> : <Moment at={lastUsedAt} />}</Table.Td>
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
