import type { OktaOrg } from "@lockstep/contract";
import { Button, Group, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { OktaOrgForm } from "../../components/forms/OktaOrgForm.tsx";
import { OktaOrgFindings } from "../../components/OktaOrgFindings.tsx";
import { useMay } from "../../hooks/usePlace.ts";
import { Step, type StepState } from "./Step.tsx";

interface Props {
  readonly orgs: readonly OktaOrg[];
  readonly org: OktaOrg | undefined;
  /** It was said that the configuration gets its credentials by variables. */
  readonly without: boolean;
  readonly state: StepState;
  /** undefined: asks anew; "none": goes on without. */
  readonly onOrg: (id: string | undefined) => void;
  /** The workspace is made: nothing is changed here any more. */
  readonly fixed: boolean;
}

/** The Okta org whose objects the code describes. */
export function OrgStep({ orgs, org, without, state, onOrg, fixed }: Props) {
  const may = useMay();
  const [another, setAnother] = useState(false);
  const title = "Connect an Okta org";
  if (state === "done") {
    const summary = org ? <OktaOrgFindings org={org} /> : "None: the configuration gets its credentials from variables.";
    return <Step number={1} title={org ? `Okta org: ${org.name}` : title} state="done" summary={summary} {...(!fixed && { onChange: () => onOrg(undefined) })} />;
  }
  const chosen = (id: string): void => (setAnother(false), onOrg(id));
  const writes = may("okta-org.write");
  return (
    <Step number={1} title={title} state={state} summary="The server looks at the org before it keeps anything: which engine it is, who the credentials belong to, what they lack, and its rate limits.">
      <Stack gap="md">
        {orgs.length > 0 && !another && <Select label="Okta org" placeholder="Choose one" data={orgs.map(({ id, name, url }) => ({ value: id, label: `${name} (${url.replace(/^https?:\/\//, "")})` }))} value={null} onChange={(id) => id !== null && chosen(id)} maw={480} />}
        {writes && (orgs.length === 0 || another) && <OktaOrgForm onDone={({ id }) => chosen(id)} {...(another && { onCancel: () => setAnother(false) })} />}
        {!writes && orgs.length === 0 && <Text>No org is connected, and you may not connect one. It takes the right to manage Okta orgs: ask an owner of the organization.</Text>}
        <Group gap="xs">
          {writes && orgs.length > 0 && !another && (
            <Button variant="default" size="xs" onClick={() => setAnother(true)}>
              Connect another org
            </Button>
          )}
          {!without && (
            <Button variant="transparent" size="xs" px={0} onClick={() => onOrg("none")}>
              Go on without: variables have the credentials
            </Button>
          )}
        </Group>
      </Stack>
    </Step>
  );
}
