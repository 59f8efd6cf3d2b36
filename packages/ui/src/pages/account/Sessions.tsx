import { Badge, Button, Table, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { ask, useChange, type AnswerOf } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { ChangeProblem } from "../../components/forms/ChangeProblem.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Moment } from "../../components/Moment.tsx";
import { Section } from "../../components/Section.tsx";
import { TableCard } from "../../components/TableCard.tsx";
import { browserName } from "./user-agent.ts";

type Session = AnswerOf<"accounts", "listSessions">["items"][number];

/** Where one is signed in, and the way to end that elsewhere. */
export function Sessions() {
  const query = useQuery(ask("accounts", "listSessions", {}));
  const end = useChange(async (session: string) => api.accounts.endSession({ params: { session } }), ["accounts"]);
  return (
    <Section title="Where you are signed in" description="A session ends after two days without use, and after two weeks in any case. Command lines have tokens instead.">
      <ChangeProblem problem={end.error} />
      <Answered query={query} loading={<Loading rows={2} />}>
        {({ items }) => (
          <TableCard label="Sessions" columns={[{ label: "Browser" }, { label: "Address" }, { label: "Signed in" }, { label: "Last seen" }, { label: "Actions" }]} minWidth={620}>
            {items.map((session) => (
              <Row key={session.id} session={session} onEnd={() => end.mutate(session.id)} ending={end.isPending && end.variables === session.id} />
            ))}
          </TableCard>
        )}
      </Answered>
    </Section>
  );
}

function Row({ session: { current, userAgent, address, createdAt, lastSeenAt }, onEnd, ending }: { readonly session: Session; readonly onEnd: () => void; readonly ending: boolean }) {
  const name = browserName(userAgent);
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={600} title={userAgent}>
          {name}
        </Text>
      </Table.Td>
      <Table.Td className="mono">{address}</Table.Td>
      <Table.Td>
        <Moment at={createdAt} />
      </Table.Td>
      <Table.Td>
        <Moment at={lastSeenAt} />
      </Table.Td>
      <Table.Td>
        {current ? (
          <Badge variant="default" radius="sm" tt="none">
            This session
          </Badge>
        ) : (
          <Button variant="default" size="xs" loading={ending} onClick={onEnd} aria-label={`Sign out there: ${name}, ${address}`}>
            Sign out there
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
