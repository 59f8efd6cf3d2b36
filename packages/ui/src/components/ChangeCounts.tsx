import { Group, Text } from "@mantine/core";

interface Counts {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly import?: number;
}

/** Text colours of additions, changes and removals that can be read on light and dark. */
export const changeColors = {
  add: "light-dark(var(--mantine-color-green-9), var(--mantine-color-green-4))",
  change: "light-dark(var(--mantine-color-orange-9), var(--mantine-color-yellow-4))",
  destroy: "light-dark(var(--mantine-color-red-9), var(--mantine-color-red-4))",
} as const;

/** "+1 ~1 -0", as Terraform's users read it. */
export function ChangeCounts({ counts }: { readonly counts: Counts }) {
  const said = `${counts.add} to add, ${counts.change} to change, ${counts.destroy} to destroy`;
  return (
    <Group gap={8} wrap="nowrap" component="span" role="img" aria-label={said} title={said} className="figures">
      <Text span inherit c={counts.add > 0 ? changeColors.add : "dimmed"}>{`+${counts.add}`}</Text>
      <Text span inherit c={counts.change > 0 ? changeColors.change : "dimmed"}>{`~${counts.change}`}</Text>
      <Text span inherit c={counts.destroy > 0 ? changeColors.destroy : "dimmed"}>{`-${counts.destroy}`}</Text>
    </Group>
  );
}
