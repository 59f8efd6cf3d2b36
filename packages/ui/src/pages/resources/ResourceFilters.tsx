import { Box, Chip, Group, NavLink, ScrollArea, Select, Text, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useFilter, useFilters } from "../../hooks/useFilter.ts";

const kinds = [
  { value: "drifted", label: "Drifted", filter: { drifted: "true" } },
  { value: "data", label: "Data sources", filter: { mode: "data" } },
] as const;

/** The filters of the address, as the server asks for them. */
export function useResourceFilter() {
  const [search] = useFilter("search");
  const [type] = useFilter("type");
  const [module] = useFilter("module");
  const [show] = useFilter("show");
  const [page] = useFilter("page", "1");
  const kind = kinds.find(({ value }) => value === show);
  return { page: Math.max(1, Number(page) || 1), ...(search !== "" && { search }), ...(type !== "" && { type }), ...(module !== "" && { module }), ...kind?.filter };
}

type Types = readonly { readonly type: string; readonly count: number }[];

/** Types with how many objects each has, at the side of a wide page. */
export function TypeList({ types }: { readonly types: Types }) {
  const [type] = useFilter("type");
  const setFilters = useFilters();
  const rows = [{ type: "", count: types.reduce((sum, { count }) => sum + count, 0) }, ...types];
  return (
    <Box component="nav" aria-label="Types" w={230} visibleFrom="md" style={{ flexShrink: 0 }}>
      <ScrollArea.Autosize mah="calc(100vh - 220px)" type="auto" scrollbars="y" styles={{ content: { minWidth: 0 } }}>
        {rows.map((row) => (
          <NavLink
            key={row.type}
            component="button"
            type="button"
            active={type === row.type}
            aria-pressed={type === row.type}
            label={row.type === "" ? "All types" : row.type}
            rightSection={
              <Text span fz="xs" className="figures" c={type === row.type ? "inherit" : "dimmed"}>
                {row.count.toLocaleString("en")}
              </Text>
            }
            onClick={() => setFilters({ type: row.type === "" ? undefined : row.type, page: undefined })}
            styles={{ root: { borderRadius: "var(--mantine-radius-md)", paddingBlock: 5 }, body: { minWidth: 0 }, label: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }, section: { flexShrink: 0 } }}
            title={row.type === "" ? undefined : row.type}
          />
        ))}
      </ScrollArea.Autosize>
    </Box>
  );
}

interface Props {
  readonly types: Types;
  readonly modules: readonly { readonly module: string; readonly count: number }[];
}

/** What objects are chosen by. */
export function ResourceFilters({ types, modules }: Props) {
  const [type] = useFilter("type");
  const [module] = useFilter("module");
  const [show] = useFilter("show");
  const setFilters = useFilters();
  const choose = (name: string, value: string | null): void => setFilters({ [name]: value ?? undefined, page: undefined });
  const typeChoices = types.map((each) => ({ value: each.type, label: `${each.type} (${each.count})` }));
  const moduleChoices = modules.map((each) => ({ value: each.module, label: `${each.module === "root" ? "root module" : each.module} (${each.count})` }));
  return (
    <Group gap="xs">
      <Search />
      <Select aria-label="Type" placeholder="Any type" data={typeChoices} value={type === "" ? null : type} onChange={(value) => choose("type", value)} searchable clearable clearButtonProps={{ "aria-label": "Any type" }} w={{ base: "100%", xs: 220 }} hiddenFrom="md" />
      {modules.length > 1 && <Select aria-label="Module" placeholder="Any module" data={moduleChoices} value={module === "" ? null : module} onChange={(value) => choose("module", value)} searchable clearable clearButtonProps={{ "aria-label": "Any module" }} w={{ base: "100%", xs: 240 }} />}
      <Group gap={6} role="group" aria-label="Show only">
        {kinds.map(({ value, label }) => (
          <Chip key={value} size="xs" variant="outline" checked={show === value} onChange={(checked) => choose("show", checked ? value : null)}>
            {label}
          </Chip>
        ))}
      </Group>
    </Group>
  );
}

function Search() {
  const [search] = useFilter("search");
  const setFilters = useFilters();
  const [typed, setTyped] = useState(search);
  const settle = useDebouncedCallback((text: string) => setFilters({ search: text === "" ? undefined : text, page: undefined }), 250);
  // A link, or the way back, says another.
  useEffect(() => setTyped(search), [search]);
  return (
    <TextInput
      aria-label="Search by address or id"
      placeholder="Address or id"
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        settle(value);
      }}
      w={{ base: "100%", xs: 240 }}
    />
  );
}
