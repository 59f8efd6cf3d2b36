import { Group, Text, type MantineSize } from "@mantine/core";
import { IconArrowBigRight, IconArrowsExchange, IconCircleDashed, IconCircleMinus, IconCirclePlus, IconCircleX, IconDownload, IconEye, IconPencil, type Icon } from "@tabler/icons-react";
import { changeColors } from "./ChangeCounts.tsx";

/** What a plan does to an object. */
export type PlannedAction = "no-op" | "create" | "read" | "update" | "delete" | "replace" | "forget" | "import" | "move";

interface Look {
  readonly word: string;
  readonly color: string;
  readonly icon: Icon;
}

const quiet = "light-dark(var(--mantine-color-blue-9), var(--mantine-color-blue-3))";

/** How each action is called and looks; the words are Terraform's. */
const looks: Readonly<Record<PlannedAction, Look>> = {
  create: { word: "Create", color: changeColors.add, icon: IconCirclePlus },
  update: { word: "Update", color: changeColors.change, icon: IconPencil },
  replace: { word: "Replace", color: changeColors.destroy, icon: IconArrowsExchange },
  delete: { word: "Destroy", color: changeColors.destroy, icon: IconCircleMinus },
  forget: { word: "Forget", color: changeColors.change, icon: IconCircleX },
  import: { word: "Import", color: quiet, icon: IconDownload },
  move: { word: "Move", color: quiet, icon: IconArrowBigRight },
  read: { word: "Read", color: quiet, icon: IconEye },
  "no-op": { word: "No change", color: "dimmed", icon: IconCircleDashed },
};

/** The word for an action. */
export const actionWord = (action: PlannedAction): string => looks[action].word;

/** An action as sign and word, never colour alone. */
export function ActionMark({ action, size = "sm", width }: { readonly action: PlannedAction; readonly size?: MantineSize; readonly width?: number }) {
  const { word, color, icon: Sign } = looks[action];
  return (
    <Group gap={5} wrap="nowrap" component="span" display="inline-flex" c={color} fz={size} fw={600} miw={width} style={{ flexShrink: 0 }} data-action={action}>
      <Sign size={16} aria-hidden />
      <Text span inherit>
        {word}
      </Text>
    </Group>
  );
}
