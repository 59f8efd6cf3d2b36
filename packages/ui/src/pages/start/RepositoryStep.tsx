import { Button, Group, Loader, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ask } from "../../api/queries.ts";
import { transportOf } from "../../components/forms/git-address.ts";
import { RepositoryPicker, nothingPicked, type PickedRepository } from "../../components/forms/RepositoryPicker.tsx";
import { VcsConnectionForm, type Connected, type VcsWebhook } from "../../components/forms/VcsConnectionForm.tsx";
import { WebhookNote } from "../../components/forms/WebhookNote.tsx";
import { useMay, useOrganization } from "../../hooks/usePlace.ts";
import { Step, type StepState } from "./Step.tsx";

interface Props {
  readonly picked: PickedRepository;
  readonly onPicked: (picked: PickedRepository) => void;
  /** The configuration comes by the command line. */
  readonly without: boolean;
  readonly onWithout: (without: boolean) => void;
  readonly state: StepState;
  readonly fixed: boolean;
}

/** Where the code is. The form stays open until the workspace is made, as its folder may still be named. */
export function RepositoryStep({ picked, onPicked, without, onWithout, state, fixed }: Props) {
  const organization = useOrganization();
  const title = "Connect a repository";
  const { data } = useQuery(ask("vcs", "listVcsConnections", { params: { organization } }));
  const [webhook, setWebhook] = useState<VcsWebhook>();
  const connected = ({ connection, webhook: made, repository }: Connected): void => {
    // A folder of the server has nobody who would call.
    setWebhook(transportOf(connection.httpUrl) === "folder" ? undefined : made);
    onPicked({ ...nothingPicked, connectionId: connection.id, repository });
  };
  if (state === "later") return <Step number={2} title={title} state="later" />;
  if (without) return <Step number={2} title={title} state="done" summary="None: the configuration is uploaded by the command line." {...(!fixed && { onChange: () => onWithout(false) })} />;
  if (fixed) return <Step number={2} title={`Repository: ${picked.repository}`} state="done" summary={`Branch ${picked.branch}${picked.folder === "" ? "" : `, folder ${picked.folder}`}.`} />;
  return (
    <Step number={2} title={title} state={state} summary="Ordinary Terraform configuration for the Okta provider, as it is. A push to the branch is planned by itself.">
      {data ? <Choose connections={data.items.length} picked={picked} onPicked={onPicked} onConnected={connected} /> : <Loader size="sm" aria-label="Loading" />}
      {webhook && webhook.events.length > 0 && <WebhookNote webhook={webhook} />}
      <Group>
        <Button variant="transparent" size="xs" px={0} onClick={() => onWithout(true)}>
          Go on without Git: upload by the command line
        </Button>
      </Group>
    </Step>
  );
}

interface ChooseProps {
  readonly connections: number;
  readonly picked: PickedRepository;
  readonly onPicked: (picked: PickedRepository) => void;
  readonly onConnected: (connected: Connected) => void;
}

function Choose({ connections, picked, onPicked, onConnected }: ChooseProps) {
  const may = useMay();
  const [another, setAnother] = useState(false);
  const writes = may("vcs.write");
  if (connections === 0 && !writes) return <Text>No Git host is connected, and you may not connect one. It takes the right to manage connections: ask an owner of the organization.</Text>;
  if (connections === 0 || another)
    return (
      <VcsConnectionForm
        onDone={(connected) => {
          setAnother(false);
          onConnected(connected);
        }}
        {...(connections > 0 && { onCancel: () => setAnother(false) })}
      />
    );
  return (
    <Stack gap="md">
      <RepositoryPicker
        value={picked}
        onChange={onPicked}
        besideConnection={
          writes && (
            <Group>
              <Button variant="default" size="xs" onClick={() => setAnother(true)}>
                Connect another host
              </Button>
            </Group>
          )
        }
      />
    </Stack>
  );
}
