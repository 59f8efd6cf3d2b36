import { Button, Group, Pill, Select, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";
import { auditChoices } from "./audit-words.ts";

const names = ["action", "actor", "subject", "search", "from", "to"] as const;
const nothing = Object.fromEntries(["page", "open", ...names].map((name) => [name, undefined]));

/** What of the record is shown; all of it is in the address. */
export function AuditFilters() {
  const [action] = useFilter("action");
  const [actor] = useFilter("actor");
  const [subject] = useFilter("subject");
  const [search] = useFilter("search");
  const [from] = useFilter("from");
  const [to] = useFilter("to");
  const setFilters = useFilters();
  const set = (name: (typeof names)[number], value: string | null): void => setFilters({ [name]: value === null || value === "" ? undefined : value, page: undefined, open: undefined });
  return (
    <>
      <Stack gap="xs" role="search" aria-label="Changes">
        <Group gap="xs" align="flex-end">
          <TypedFilter label="Search" name="search" placeholder="Names and actions" />
          <Select label="What" placeholder="Everything" data={auditChoices.map(({ group, items }) => ({ group, items: [...items] }))} value={action === "" ? null : action} onChange={(value) => set("action", value)} searchable clearable clearButtonProps={{ "aria-label": "Show every action" }} maxDropdownHeight={360} flex="1 1 14rem" />
          <TypedFilter label="Who" name="actor" placeholder="Name or id" />
        </Group>
        <Group gap="xs" align="flex-end">
          <TextInput label="From" type="date" value={from} max={to} onChange={({ currentTarget: { value } }) => set("from", value)} w={150} />
          <TextInput label="To" type="date" value={to} min={from} onChange={({ currentTarget: { value } }) => set("to", value)} w={150} />
          {[action, actor, subject, search, from, to].some((value) => value !== "") && (
            <Button variant="subtle" onClick={() => setFilters(nothing)}>
              Show everything
            </Button>
          )}
        </Group>
      </Stack>
      {subject !== "" && (
        <Group gap={6}>
          <Text size="sm">Only what was done to</Text>
          <Pill withRemoveButton onRemove={() => set("subject", null)} removeButtonProps={{ "aria-label": "Show changes of everything", tabIndex: 0, "aria-hidden": false }} size="md">
            {subject}
          </Pill>
        </Group>
      )}
    </>
  );
}

/** A filter that is typed: it is looked for when the typing pauses. */
function TypedFilter({ label, name, placeholder }: { readonly label: string; readonly name: "search" | "actor"; readonly placeholder: string }) {
  const [value] = useFilter(name);
  const setFilters = useFilters();
  const [typed, setTyped] = useState(value);
  const settle = useDebouncedCallback((text: string) => setFilters({ [name]: text === "" ? undefined : text, page: undefined, open: undefined }), 250);
  // Another part of the page may set it, too.
  useEffect(() => setTyped(value), [value]);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      {...(name === "search" && { leftSection: <IconSearch size={16} aria-hidden /> })}
      value={typed}
      onChange={({ currentTarget: { value: text } }) => {
        setTyped(text);
        settle(text);
      }}
      maxLength={100}
      flex="1 1 12rem"
    />
  );
}
