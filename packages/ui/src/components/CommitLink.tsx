import { Anchor, Group, Text } from "@mantine/core";
import { IconGitCommit } from "@tabler/icons-react";

interface Props {
  readonly sha: string;
  /** Where the host shows it; plain Git shows nothing. */
  readonly url: string | null;
  readonly size?: string;
}

/** A commit by its short name, with a link where its host has a page for it. */
export function CommitLink({ sha, url, size = "sm" }: Props) {
  const name = sha.slice(0, 8);
  return (
    <Group gap={3} wrap="nowrap" component="span" display="inline-flex" fz={size} title={sha} style={{ verticalAlign: "bottom" }}>
      <IconGitCommit size={15} aria-hidden style={{ flexShrink: 0 }} />
      {url === null ? (
        <Text span inherit className="mono">
          {name}
        </Text>
      ) : (
        <Anchor href={url} target="_blank" rel="noreferrer" inherit className="mono" display="inline-block" py={4} my={-4} aria-label={`Commit ${name}`}>
          {name}
        </Anchor>
      )}
    </Group>
  );
}
