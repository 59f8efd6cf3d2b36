import { ActionIcon, Tooltip, type MantineSize } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useEffect, useState } from "react";

/** Puts a text on the clipboard; `what` says which: "the address". */
export function CopyText({ text, what, size = "sm" }: { readonly text: string; readonly what: string; readonly size?: MantineSize }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const Sign = copied ? IconCheck : IconCopy;
  return (
    <Tooltip label={copied ? "Copied" : `Copy ${what}`} openDelay={300}>
      <ActionIcon variant="subtle" color="gray" size={size} miw={24} mih={24} aria-label={copied ? `Copied ${what}` : `Copy ${what}`} onClick={() => void copy(text).then(setCopied)} style={{ color: "var(--mantine-color-dimmed)" }}>
        <Sign size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** Did it work? Pages that are not served by HTTPS have no clipboard of their own: there a hidden field is copied from. */
async function copy(text: string): Promise<boolean> {
  if (window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Not allowed here: the other way may be.
    }
  }
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  // No other way exists where there is no clipboard.
  const done = (document as { execCommand: (command: string) => boolean }).execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
