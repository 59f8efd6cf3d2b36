import { Alert, Code, Stack, Text } from "@mantine/core";
import { IconWebhook } from "@tabler/icons-react";
import { CopyField } from "../CopyField.tsx";
import type { VcsWebhook } from "./VcsConnectionForm.tsx";

/** A connection's webhook after it was made or renewed: its secret is shown this once. */
export function WebhookNote({ webhook: { url, secret, events } }: { readonly webhook: VcsWebhook }) {
  return (
    <Alert color="blue" title="Webhook" icon={<IconWebhook aria-hidden />}>
      <Stack gap="sm">
        <Text size="sm">
          With a webhook a push is seen at once; without one Lockstep looks by itself, a little later. Set it at the host
          {events.length > 0 && (
            <>
              {" "}
              for{" "}
              {events.map((event, at) => (
                <span key={event}>
                  {at > 0 && ", "}
                  <Code>{event}</Code>
                </span>
              ))}
            </>
          )}
          . The secret is shown this once.
        </Text>
        <CopyField label="Address of the webhook" value={url} />
        <CopyField label="Secret of the webhook" value={secret} />
      </Stack>
    </Alert>
  );
}
