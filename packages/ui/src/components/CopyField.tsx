import { TextInput } from "@mantine/core";
import { CopyText } from "./CopyText.tsx";

/** Text to be taken elsewhere: a link, a secret that is shown once. It can be selected, and copied by its button. */
export function CopyField({ label, value, description }: { readonly label: string; readonly value: string; readonly description?: string }) {
  return <TextInput label={label} description={description} value={value} readOnly classNames={{ input: "mono" }} onFocus={({ currentTarget }) => currentTarget.select()} rightSection={<CopyText text={value} what={label.toLowerCase()} />} />;
}
