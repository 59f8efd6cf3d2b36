import { Anchor, Textarea } from "@mantine/core";
import { useState, type CSSProperties, type ReactNode } from "react";

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly required?: boolean;
  /** What is typed is hidden from who looks over the shoulder. */
  readonly hidden?: boolean;
  readonly autoFocus?: boolean;
}

// Keys have several lines, which a password field would join.
const hiddenText = { WebkitTextSecurity: "disc" } as CSSProperties;

/** A value of one or many lines, hidden while it is typed if it is sensitive. */
export function SecretArea({ label, value, onChange, hidden = false, autoFocus = false, required = false, description, error }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <Textarea
      label={label}
      description={description}
      error={error}
      required={required}
      withAsterisk={required}
      autosize
      minRows={2}
      maxRows={14}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      autoComplete="off"
      spellCheck={false}
      data-autofocus={autoFocus || undefined}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "var(--mantine-font-size-sm)", ...(hidden && !shown && hiddenText) } }}
      inputContainer={(input) => (
        <>
          {input}
          {hidden && (
            <Anchor component="button" type="button" fz="sm" mih={24} mt={4} aria-pressed={shown} onClick={() => setShown(!shown)}>
              {shown ? "Hide what is typed" : "Show what is typed"}
            </Anchor>
          )}
        </>
      )}
    />
  );
}
