import type { OktaOrg } from "@lockstep/contract";
import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { ask } from "../../api/queries.ts";
import { Answered } from "../../components/Answered.tsx";
import { changeColors } from "../../components/ChangeCounts.tsx";
import { CopyField } from "../../components/CopyField.tsx";
import { Facts } from "../../components/Facts.tsx";
import { Loading } from "../../components/Loading.tsx";
import { Moment, useNow } from "../../components/Moment.tsx";
import { Section } from "../../components/Section.tsx";
import { useMay } from "../../hooks/usePlace.ts";
import { watchWords } from "./org-state.ts";
import { OrgBadge } from "./OrgBadge.tsx";

/** How the org's System Log is followed, and the address that makes it be read at once. */
export function OrgLog({ org: { id, watch } }: { readonly org: OktaOrg }) {
  const may = useMay();
  const now = useNow();
  const words = watchWords[watch.status];
  const { problem, readAt, lastEventAt, alertUntil, requestsLastHour, status } = watch;
  const alert = alertUntil !== null && new Date(alertUntil).getTime() > now ? alertUntil : undefined;
  return (
    <Section title="System Log" description={words.detail} actions={<OrgBadge {...words} />}>
      {problem !== null && (
        <Text c={changeColors.destroy} style={{ overflowWrap: "anywhere" }}>
          {problem}
        </Text>
      )}
      {status !== "not followed" && (
        <Facts
          rows={[
            ["Last read", readAt === null ? "not yet" : <Moment key="read" at={readAt} />],
            ["Last event of interest", lastEventAt === null ? "none yet" : <Moment key="event" at={lastEventAt} />],
            ["Requests", `${requestsLastHour} in the last hour`],
            ["Read more often", alert && <>until <Moment at={alert} />, because something happened</>],
          ]}
        />
      )}
      {may("okta-org.write") && <Hook id={id} />}
    </Section>
  );
}

function Hook({ id }: { readonly id: string }) {
  const query = useQuery({ ...ask("oktaOrgs", "hook", { params: { id } }), staleTime: 600_000 });
  return (
    <Answered query={query} loading={<Loading rows={1} height={60} />}>
      {({ url }) => <CopyField label="Address for an event hook" value={url} description="Optional. As an event hook of the org (Admin Console, Workflow, Event Hooks) it makes Lockstep read the log at once instead of a few seconds later. Who knows it can do no more than that." />}
    </Answered>
  );
}
