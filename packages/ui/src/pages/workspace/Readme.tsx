import { Box, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { ask } from "../../api/queries.ts";
import { Section } from "../../components/Section.tsx";
import { useWorkspace } from "../../hooks/usePlace.ts";

// What reads Markdown is fetched only where there is something to read.
const ReadmeText = lazy(async () => ({ default: (await import("./ReadmeText.tsx")).ReadmeText }));

/** The README of the configuration, where it has one. */
export function Readme() {
  const { id, configuration } = useWorkspace();
  const { data } = useQuery({ ...ask("workspaces", "readReadme", { params: { workspace: id } }), enabled: configuration !== null, staleTime: 60_000 });
  if (!data) return null;
  return (
    <Section title={data.path}>
      {/\.txt$|^readme$/i.test(data.path) ? (
        <Box component="pre" m={0} fz="sm" style={{ whiteSpace: "pre-wrap" }}>
          {data.text}
        </Box>
      ) : (
        <Suspense fallback={<Skeleton height={120} />}>
          <ReadmeText text={data.text} />
        </Suspense>
      )}
    </Section>
  );
}
