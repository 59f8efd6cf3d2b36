import "./api/no-eval.ts";
import "./mantine.css";
import "@mantine/notifications/styles.css";
import "./styles.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { newQueryClient } from "./api/queries.ts";
import { paths } from "./paths.ts";
import { newRouter } from "./routes.tsx";
import { colorSchemes, theme } from "./theme.ts";

const queries = newQueryClient(() => {
  const { pathname, search } = location;
  if (!pathname.startsWith("/sign-in")) void router.navigate({ href: paths.signIn(`${pathname}${search}`), replace: true });
});
const router = newRouter(queries);

const root = document.getElementById("root");
if (!root) throw new Error("The page has no place for the application.");
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} colorSchemeManager={colorSchemes} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" autoClose={6000} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
