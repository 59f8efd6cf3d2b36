import { ActionIcon, TextInput, Tooltip } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useRef, type ReactNode } from "react";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly description?: ReactNode;
}

/** A value to be taken elsewhere: it can be selected, and copied by the button. */
export function CopyField({ label, value, description }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { copy, copied, error } = useClipboard({ timeout: 2000 });
  // Without HTTPS a browser lends no clipboard: then the value is selected, for the keyboard.
  const take = (): void => {
    input.current?.select();
    copy(value);
  };
  const said = copied ? "Copied" : error ? "Selected: copy it with your keyboard" : "Copy";
  return (
    <TextInput
      ref={input}
      label={label}
      description={description}
      value={value}
      readOnly
      onFocus={({ currentTarget }) => currentTarget.select()}
      classNames={{ input: "mono" }}
      rightSection={
        <Tooltip label={said} {...((copied || error !== null) && { opened: true })}>
          <ActionIcon variant="subtle" color={copied ? "teal" : "gray"} aria-label={`Copy ${label.toLowerCase()}`} onClick={take}>
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      }
    />
  );
}
