import { Box, Flex, Switch, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import type { AnswerOf } from "../../api/queries.ts";
import { AddressText } from "../../components/AddressText.tsx";
import { CopyText } from "../../components/CopyText.tsx";
import { Section } from "../../components/Section.tsx";
import { ValueView } from "../../components/ValueView.tsx";
import { copyOf } from "../../components/value-shape.ts";
import { useWorkspace } from "../../hooks/usePlace.ts";
import { paths } from "../../paths.ts";
import { addressParts } from "./address-parts.ts";

type Detail = AnswerOf<"workspaces", "readObject">;

/** Attributes that say nothing: not set, or empty. */
const isEmpty = (value: unknown): boolean => value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);

const manyAttributes = 12;

/** The attributes of an object as the state has them: nested ones fold, ids lead to the objects whose they are, sensitive ones are not shown. */
export function Attributes({ object: { attributes, sensitive, references } }: { readonly object: Detail }) {
  const { name, organization } = useWorkspace();
  const [withEmpty, setWithEmpty] = useState(false);
  const [search, setSearch] = useState("");
  const marks = new Set(sensitive);
  const links = new Map(references.map(({ path, address }) => [path, { to: paths.resource(organization.name, name, address), label: labelOf(address) }]));
  const all = Object.entries(attributes).sort(([a], [b]) => Number(b === "id") - Number(a === "id") || (a < b ? -1 : 1));
  const empty = all.filter(([key, value]) => isEmpty(value) && !marks.has(key));
  const text = search.toLowerCase();
  const shown = all.filter(([key, value]) => (withEmpty || !isEmpty(value) || marks.has(key)) && (key.toLowerCase().includes(text) || JSON.stringify(value).toLowerCase().includes(text)));
  return (
    <Section
      title="Attributes"
      actions={
        <>
          {all.length > manyAttributes && <TextInput aria-label="Search attributes" placeholder="Name or value" size="xs" leftSection={<IconSearch size={14} aria-hidden />} value={search} onChange={({ currentTarget: { value } }) => setSearch(value)} w={180} />}
          {empty.length > 0 && <Switch size="sm" label={`Show ${empty.length} empty`} checked={withEmpty} onChange={({ currentTarget: { checked } }) => setWithEmpty(checked)} />}
        </>
      }
    >
      {shown.length === 0 ? (
        <Text c="dimmed">{search === "" ? "All of them are empty." : "No attribute is like that."}</Text>
      ) : (
        <Box component="dl" m={0}>
          {shown.map(([key, value]) => (
            <Attribute key={key} name={key} {...(!marks.has(key) && !isEmpty(value) && { copied: copyOf(value) })}>
              <ValueView value={value} path={key} name={key} sensitive={marks} links={links} />
            </Attribute>
          ))}
        </Box>
      )}
    </Section>
  );
}

/** A name and a value beside each other; on a narrow screen below each other. */
function Attribute({ name, copied, children }: { readonly name: string; readonly copied?: string; readonly children: ReactNode }) {
  return (
    <Flex direction={{ base: "column", sm: "row" }} columnGap="md" py={5} style={{ borderTop: "1px solid var(--mantine-color-default-border)" }}>
      <Text component="dt" className="mono" fz="sm" fw={600} w={{ base: "100%", sm: 230 }} lh="24px" style={{ flexShrink: 0 }}>
        <AddressText>{name}</AddressText>
      </Text>
      <Flex component="dd" m={0} flex={1} miw={0} justify="space-between" gap="xs" data-attribute={name}>
        <Box style={{ minWidth: 0 }}>{children}</Box>
        {copied !== undefined && <CopyText text={copied} what={name} />}
      </Flex>
    </Flex>
  );
}

const labelOf = (address: string): string => addressParts(address).name;
