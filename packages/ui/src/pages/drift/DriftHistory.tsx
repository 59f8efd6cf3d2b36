import { Text, Timeline } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconClockPause, IconClockPlay, IconPencil, type Icon } from "@tabler/icons-react";
import type { AnswerOf } from "../../api/queries.ts";
import { exactTime, Moment } from "../../components/Moment.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { useOrganization } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { resolutionWords } from "./drift-words.ts";

type Shown = AnswerOf<"drift", "show">;
type Event = Shown["events"][number];

const looks: Readonly<Record<Event["action"], { readonly icon: Icon; readonly title: string; readonly color: string }>> = {
  found: { icon: IconAlertTriangle, title: "Found", color: "orange.8" },
  changed: { icon: IconPencil, title: "Changed again", color: "orange.8" },
  accepted: { icon: IconClockPause, title: "Accepted", color: "blue.8" },
  reopened: { icon: IconClockPlay, title: "Open again", color: "orange.8" },
  resolved: { icon: IconCheck, title: "Resolved", color: "green.8" },
};

/** What happened to a drift, the oldest first. */
export function DriftHistory({ drift: { events, workspace } }: { readonly drift: Shown }) {
  return (
    <Timeline active={events.length} bulletSize={26} lineWidth={2} color="gray">
      {events.map(({ action, actor, at, details }, index) => {
        const { icon: Sign, title, color } = looks[action];
        return (
          <Timeline.Item key={index} bullet={<Sign size={14} aria-hidden />} color={color} title={title}>
            <Text fz="sm" component="div">
              <Saying action={action} actor={actor} details={details} workspace={workspace.name} />
            </Text>
            <Text fz="xs" c="dimmed" component="div">
              <Moment at={at} />
            </Text>
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}

function Saying({ action, actor, details, workspace }: Pick<Event, "action" | "actor" | "details"> & { readonly workspace: string }) {
  const organization = useOrganization();
  const text = (name: string): string => (typeof details[name] === "string" ? details[name] : "");
  if (action === "accepted") return <>{`by ${actor ?? "somebody"} until ${exactTime(text("until"))}: ${text("reason")}`}</>;
  if (action === "resolved")
    return (
      <>
        {resolutionWords[text("resolution")] ?? text("resolution")}
        {text("runId") !== "" && (
          <>
            {" "}
            (<PageLink to={paths.run(organization, workspace, text("runId"))} underline="always">the run</PageLink>)
          </>
        )}
      </>
    );
  const attributes = Array.isArray(details["attributes"]) ? [...new Set(details["attributes"].map((name) => String(name).replace(/\[\*\]$/, "")))].join(", ") : "";
  const what = details["kind"] === "missing" ? "deleted in the org" : attributes;
  return <>{[text("reason"), what, actor === null ? "" : `by ${actor}`].filter((part) => part !== "").join(" · ")}</>;
}
