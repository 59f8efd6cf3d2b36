/** Colours of what the history shows, which stand out from the card in light and dark. */
export const seriesColors = {
  opened: "light-dark(var(--mantine-color-orange-7), var(--mantine-color-orange-5))",
  resolved: "light-dark(var(--mantine-color-teal-7), var(--mantine-color-teal-5))",
  unresolved: "light-dark(var(--mantine-color-indigo-7), var(--mantine-color-indigo-3))",
  grid: "light-dark(var(--mantine-color-gray-2), var(--mantine-color-dark-4))",
  text: "var(--mantine-color-dimmed)",
} as const;
