import { createTheme, localStorageColorSchemeManager, type MantineColorsTuple } from "@mantine/core";

const indigo: MantineColorsTuple = ["#eef1ff", "#dce2fb", "#b5c1f3", "#8c9feb", "#6a81e4", "#546fe0", "#4866df", "#3955c6", "#304bb2", "#23409e"];

/** The look of all pages. Colours of statuses are in components/RunStatus.tsx and components/ActionMark.tsx. */
export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 7, dark: 7 },
  colors: { indigo },
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily: "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Code', 'JetBrains Mono', Menlo, Consolas, 'Liberation Mono', monospace",
  headings: { fontWeight: "650", sizes: { h1: { fontSize: "1.5rem", lineHeight: "1.3" }, h2: { fontSize: "1.15rem", lineHeight: "1.35" }, h3: { fontSize: "1rem", lineHeight: "1.4" } } },
  focusRing: "auto",
  components: {
    // Of a notice its ground, its edge and its sign are coloured; its words are read (styles.css).
    Alert: {
      vars: (_theme: unknown, { color = "gray" }: { readonly color?: string }) => ({
        root: {
          "--alert-bg": `color-mix(in srgb, var(--mantine-color-${color}-6) 8%, var(--mantine-color-body))`,
          "--alert-bd": `1px solid color-mix(in srgb, var(--mantine-color-${color}-6) 35%, var(--mantine-color-body))`,
          "--alert-color": `light-dark(var(--mantine-color-${color}-9), var(--mantine-color-${color}-4))`,
        },
      }),
    },
    // The head of a dialog is no second head of the page.
    ModalHeader: { defaultProps: { role: "presentation" } },
    // Those of notices, too, of which nobody else says so.
    CloseButton: { defaultProps: { "aria-label": "Close" } },
  },
});

/** Light or dark as the person chose; public/color-scheme.js reads the same place before the first picture. */
export const colorSchemes = localStorageColorSchemeManager({ key: "lockstep-color-scheme" });
