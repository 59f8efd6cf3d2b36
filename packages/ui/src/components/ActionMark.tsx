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

/** An action as sign and word, never colour alone. There may be thousands: it is a plain element. */
export function ActionMark({ action, size = "sm", width }: { readonly action: PlannedAction; readonly size?: "xs" | "sm" | "md"; readonly width?: number }) {
  const { word, color, icon: Sign } = looks[action];
  return (
    <span data-action={action} style={{ display: "inline-flex", alignItems: "center", gap: 5, flexShrink: 0, fontWeight: 600, fontSize: `var(--mantine-font-size-${size})`, color: color === "dimmed" ? "var(--mantine-color-dimmed)" : color, minWidth: width }}>
      <Sign size={16} aria-hidden />
      {word}
    </span>
  );
}
