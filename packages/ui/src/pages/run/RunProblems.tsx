import { Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Callout } from "../../components/Callout.tsx";
import { Diagnostics } from "../../components/Diagnostics.tsx";
import { PageLink } from "../../components/PageLink.tsx";
import { sourceLink } from "../../components/source-link.ts";
import { useOrganization, useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import type { Run } from "./run-words.ts";

/** Why a run failed, and what it warns of: each with its place in the code. */
export function RunProblems({ run: { error, diagnostics, commit, hasLog } }: { readonly run: Run }) {
  const { settings } = useWorkspace();
  if (!error && diagnostics.length === 0) return null;
  const told = diagnostics.some(({ severity, summary }) => severity === "error" && summary === error?.summary);
  return (
    <Stack gap="sm">
      {error && !told && (
        <Callout tone="error" icon={IconAlertTriangle} title={`Error: ${error.summary}`}>
          <Text fz="sm" style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>
            {error.detail}
          </Text>
          {hasLog.apply && <WhereItStands />}
        </Callout>
      )}
      <Diagnostics diagnostics={diagnostics} linkOf={(file, line) => sourceLink(commit?.url ?? null, settings.workingDirectory, file, line)} />
    </Stack>
  );
}

function WhereItStands() {
  const organization = useOrganization();
  const { name } = useWorkspace();
  return (
    <Text fz="sm" mt="xs">
      What was done before is in the <PageLink to={paths.states(organization, name)}>state</PageLink>. Run again to go on.
    </Text>
  );
}
