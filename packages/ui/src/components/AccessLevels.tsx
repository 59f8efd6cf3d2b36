import { accessLevels, type AccessLevel } from "@lockstep/contract";
import { List, Select, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { levelBelow, levelLabels, wordsOfLevel } from "./access-words.ts";

/** What each level of access to a workspace allows. `order` is that of its headings. */
export function AccessLevels({ order = 3 }: { readonly order?: 3 | 4 }) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="lg">
      {accessLevels.map((level) => {
        const below = levelBelow(level);
        return (
          <Stack key={level} gap={4}>
            <Title order={order}>{levelLabels[level]}</Title>
            {below && (
              <Text size="sm" c="dimmed">
                What {levelLabels[below]} allows, and:
              </Text>
            )}
            <List size="sm" spacing={2}>
              {wordsOfLevel(level).map((words) => (
                <List.Item key={words}>{words}</List.Item>
              ))}
            </List>
          </Stack>
        );
      })}
    </SimpleGrid>
  );
}

/** Chooses a level of access. */
export function AccessSelect({ label, value, onChange, hiddenLabel = false, disabled = false }: { readonly label: string; readonly value: AccessLevel; readonly onChange: (level: AccessLevel) => void; readonly hiddenLabel?: boolean; readonly disabled?: boolean }) {
  return <Select {...(hiddenLabel ? { "aria-label": label } : { label })} data={accessLevels.map((level) => ({ value: level, label: levelLabels[level] }))} value={value} onChange={(level) => level && onChange(level)} allowDeselect={false} w={130} disabled={disabled} comboboxProps={{ width: 140 }} />;
}
