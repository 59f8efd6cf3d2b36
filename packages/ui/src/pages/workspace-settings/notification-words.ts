import type { Delivery, NotificationDestination, NotificationTrigger } from "@lockstep/contract";

/** What people can be told of, as a person says it, by what it is about. */
export const triggerGroups: readonly { readonly label: string; readonly triggers: readonly (readonly [NotificationTrigger, string])[] }[] = [
  {
    label: "Runs",
    triggers: [
      ["run:needs_attention", "A run waits for confirmation, or a scheduled plan found something"],
      ["run:errored", "A run failed or was canceled"],
      ["run:completed", "A run ended well"],
      ["run:created", "A run was created"],
      ["run:planning", "A run begins to plan"],
      ["run:applying", "A run begins to apply"],
    ],
  },
  {
    label: "Drift",
    triggers: [
      ["drift:found", "Drift was found: what, and who did it"],
      ["drift:resolved", "Drift was resolved"],
      ["assessment:drifted", "A full scan found other drift than the one before"],
      ["assessment:failed", "A scan could not be carried out"],
      ["assessment:check_failure", "A check of the configuration failed"],
    ],
  },
];

const words = new Map<string, string>([...triggerGroups.flatMap(({ triggers }) => triggers), ["verification", "Test"]]);

/** What a message was about. */
export const triggerLabel = (trigger: Delivery["trigger"]): string => words.get(trigger) ?? trigger;

/** What each destination needs to be told. */
export const destinationHints: Readonly<Record<NotificationDestination, string>> = {
  slack: "The address of an incoming webhook: Slack gives it to the channel's app.",
  "microsoft-teams": "The address of a workflow's webhook: Teams gives it to the channel.",
  generic: "The address that takes HCP Terraform's payload as a POST.",
  email: "",
};
