import { Group, Pagination, Text } from "@mantine/core";

interface Props {
  readonly page: number;
  readonly size: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
  /** What is counted: "runs". */
  readonly of: string;
}

/** Which part of a list is shown, and the way to the others. */
export function Pager({ page, size, total, onPage, of }: Props) {
  const pages = Math.ceil(total / size);
  if (pages <= 1) return null;
  return (
    <Group justify="space-between" mt="md">
      <Text size="sm" c="dimmed" className="figures">
        {(page - 1) * size + 1}–{Math.min(page * size, total)} of {total} {of}
      </Text>
      <Pagination total={pages} value={page} onChange={onPage} size="sm" getControlProps={(control) => ({ "aria-label": `${control} page` })} getItemProps={(number) => ({ "aria-label": `Page ${number}` })} />
    </Group>
  );
}
