import { Badge, Tooltip } from "@mantine/core";
import type { Connection } from "../api/live.ts";

/** Says when what is shown may be old; while all is well it says nothing. */
export function ConnectionSign({ connection }: { readonly connection: Connection }) {
  return (
    <div role="status" aria-live="polite">
      {connection === "broken" && (
        <Tooltip label="The server does not answer. The page connects again by itself and then asks for everything anew.">
          <Badge color="orange" variant="light" tt="none" radius="sm" style={{ "--badge-color": "light-dark(var(--mantine-color-orange-9), var(--mantine-color-orange-3))" }}>
            Reconnecting…
          </Badge>
        </Tooltip>
      )}
    </div>
  );
}
