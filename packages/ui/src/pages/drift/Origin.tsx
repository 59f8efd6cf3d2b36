import { Anchor, Text } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { Moment } from "../../components/Moment.tsx";
import { logAddress, wayOf, type Drift } from "./drift-words.ts";

type Props = Pick<Drift, "attribution" | "orgUrl" | "firstSeenAt">;

/** Who made a change, how and when, with the event of the org's System Log that says so. */
export function Origin({ drift: { attribution, orgUrl, firstSeenAt } }: { readonly drift: Props }) {
  if (!attribution)
    return (
      <Text span inherit>
        Not known who · found <Moment at={firstSeenAt} />
      </Text>
    );
  const { actor, client, at } = attribution;
  return (
    <Text span inherit>
      <Text span inherit fw={600} c="var(--mantine-color-text)">
        {actor}
      </Text>
      {client !== null && ` ${wayOf(client)}`} · <Moment at={at} /> · <LogEvent attribution={attribution} orgUrl={orgUrl} />
    </Text>
  );
}

/** An event's id, which leads to the System Log of the org's Admin Console. */
export function LogEvent({ attribution, orgUrl, whole = false }: { readonly attribution: NonNullable<Drift["attribution"]>; readonly orgUrl: string | null; readonly whole?: boolean }) {
  const { eventId } = attribution;
  const shown = whole ? eventId : eventId.slice(0, 8);
  if (orgUrl === null)
    return (
      <Text span inherit title={eventId}>
        event {shown}
      </Text>
    );
  return (
    <Anchor inherit underline="always" href={logAddress(orgUrl, attribution)} target="_blank" rel="noreferrer" title={`${eventId} in the System Log`} style={{ overflowWrap: "anywhere" }}>
      event {shown}
      <IconExternalLink size={13} aria-hidden style={{ marginLeft: 3, verticalAlign: "-2px" }} />
    </Anchor>
  );
}
