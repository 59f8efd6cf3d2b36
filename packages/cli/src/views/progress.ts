import type { ApplyEvent, EngineEvent, ProvisionEvent } from "@lockstep/engine";

/** What a change of this kind is called while it runs, and when it is done. */
const verbs = {
  create: ["Creating", "Creation complete", "Still creating"],
  update: ["Modifying", "Modifications complete", "Still modifying"],
  delete: ["Destroying", "Destruction complete", "Still destroying"],
  read: ["Reading", "Read complete", "Still reading"],
  forget: ["Forgetting", "Forgotten", "Still forgetting"],
} as const satisfies Record<ApplyEvent["action"], readonly [string, string, string]>;

/** "okta_group.a: Creation complete after 1s [id=00g…]": the line of an event, in Terraform's words. */
export function progressLine(event: EngineEvent): string | undefined {
  switch (event.type) {
    case "refresh_start":
      return `${event.text}: Refreshing state...${idOf(event)}`;
    case "refresh_complete":
      return `${event.text}: Refresh complete${idOf(event)}`;
    case "apply_start":
    case "apply_progress":
    case "apply_complete":
    case "apply_errored":
      return applyLine(event);
    case "provision_start":
    case "provision_progress":
    case "provision_complete":
    case "provision_errored":
      return provisionLine(event);
    case "diagnostic":
    case "planned":
      return undefined;
  }
}

function applyLine(event: ApplyEvent): string {
  const [running, done, still] = verbs[event.action];
  const name = event.deposed === undefined ? event.text : `${event.text} (deposed object ${event.deposed})`;
  const seconds = Math.round(event.elapsedMilliseconds / 1000);
  const id = event.action === "delete" && event.type === "apply_complete" ? "" : idOf(event);
  switch (event.type) {
    case "apply_start":
      return `${name}: ${running}...${id}`;
    case "apply_progress":
      return `${name}: ${still}... [${seconds}s elapsed]`;
    case "apply_complete":
      return `${name}: ${done} after ${seconds}s${id}`;
    case "apply_errored":
      return `${name}: ${done.replace(/ complete$/, "")} errored after ${seconds}s`;
  }
}

const provisionWords: Readonly<Record<ProvisionEvent["type"], string>> = {
  provision_start: "Provisioning with",
  provision_progress: "",
  provision_complete: "Provisioning complete with",
  provision_errored: "Provisioning errored with",
};

function provisionLine({ type, text, provisioner, output }: ProvisionEvent): string {
  if (type === "provision_progress") return `${text} (${provisioner}): ${output ?? ""}`;
  return `${text}: ${provisionWords[type]} '${provisioner}'...`;
}

const idOf = ({ idKey, idValue }: { readonly idKey?: string; readonly idValue?: string }): string => (idKey === undefined ? "" : ` [${idKey}=${idValue ?? ""}]`);
