import { PasswordInput } from "@mantine/core";
import { useState } from "react";

/** What the server asks of a password. */
export const shortestPassword = 12;

/** Why a password cannot be taken, as far as a page can tell. */
export const passwordProblem = (password: string): string | null => (password.length < shortestPassword ? `${shortestPassword} characters at least: ${shortestPassword - password.length} more.` : null);

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (password: string) => void;
  /** What the server said. */
  readonly error: string | undefined;
}

/** A password to be chosen: its rule stands there before, and whether it is kept while one types. */
export function NewPasswordField({ label, value, onChange, error }: Props) {
  const [left, setLeft] = useState(false);
  const own = left && value !== "" ? passwordProblem(value) : null;
  return (
    <PasswordInput
      label={label}
      description={`At least ${shortestPassword} characters, and not your name. A sentence is long enough.`}
      autoComplete="new-password"
      required
      minLength={shortestPassword}
      maxLength={1024}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      onBlur={() => setLeft(true)}
      error={error ?? own}
    />
  );
}
