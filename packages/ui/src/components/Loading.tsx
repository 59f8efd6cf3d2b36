import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";

/** The shape of what comes, so that nothing jumps when it does. */
export function Loading({ rows = 5, height = 44 }: { readonly rows?: number; readonly height?: number }) {
  return (
    <Stack gap="xs" aria-busy="true" role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      {Array.from({ length: rows }, (_row, at) => (
        <Skeleton key={at} height={height} radius="md" />
      ))}
    </Stack>
  );
}
