import type { QueryClient } from "@tanstack/react-query";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { whoAmI } from "./api/queries.ts";
import { AppLayout } from "./layouts/AppLayout.tsx";
import { NoPage, PageProblem } from "./components/PageProblem.tsx";
import { RootLayout } from "./layouts/RootLayout.tsx";
import { paths } from "./paths.ts";
import { accountPages } from "./pages/account/routes.tsx";
import { driftPages } from "./pages/drift/routes.tsx";
import { environmentPages } from "./pages/environments/routes.tsx";
import { oktaOrgPages } from "./pages/okta-orgs/routes.tsx";
import { organizationPages } from "./pages/organization/routes.tsx";
import { resourcePages } from "./pages/resources/routes.tsx";
import { runPages } from "./pages/run/routes.tsx";
import { startPages } from "./pages/start/routes.tsx";
import { variablePages } from "./pages/variables/routes.tsx";
import { workspacePages } from "./pages/workspace/routes.tsx";
import { workspaceSettingsPages } from "./pages/workspace-settings/routes.tsx";

/** A page: where it is below its frame, and how its code is fetched when it is first opened. */
export interface PageRow {
  readonly path: string;
  readonly load: () => Promise<ComponentType>;
}

/** The pages of an area, by the frame they stand in: nobody signed in; anybody signed in; an organization; a workspace. */
export interface AreaPages {
  readonly open?: readonly PageRow[];
  readonly signedIn?: readonly PageRow[];
  readonly organization?: readonly PageRow[];
  readonly workspace?: readonly PageRow[];
}

/** All pages, by area. */
export const areas: readonly AreaPages[] = [accountPages, startPages, environmentPages, workspacePages, runPages, driftPages, resourcePages, variablePages, workspaceSettingsPages, organizationPages, oktaOrgPages];

const pagesOf = (frame: keyof AreaPages): readonly PageRow[] => areas.flatMap((area) => area[frame] ?? []);

/** The router of all pages. */
export function newRouter(queries: QueryClient) {
  const root = createRootRoute({ component: RootLayout, notFoundComponent: NoPage });
  const page = (parent: () => typeof root, { path, load }: PageRow) => createRoute({ getParentRoute: parent, path, component: lazyRouteComponent(async () => ({ default: await load() })) });
  const below = <P,>(parent: P, frame: keyof AreaPages) => pagesOf(frame).map((row) => page(() => parent as typeof root, row));

  const home = createRoute({
    getParentRoute: () => root,
    path: "/",
    beforeLoad: async () => {
      const { organizations } = await signedIn(queries, "/");
      throw redirect({ href: organizations[0] ? paths.environments(organizations[0].name) : paths.account() });
    },
  });
  // The form of HCP Terraform, which its command line prints: /app/<organization>/<workspace>/runs/<run>
  const shortRun = createRoute({
    getParentRoute: () => root,
    path: "/app/$organization/$workspace/runs/$run",
    beforeLoad: ({ params }) => {
      throw redirect({ href: paths.run(params.organization, params.workspace, params.run), replace: true });
    },
  });
  const account = createRoute({ getParentRoute: () => root, id: "signed-in", beforeLoad: async ({ location }) => void (await signedIn(queries, location.href)) });
  const organization = createRoute({ getParentRoute: () => account, path: "/app/$organization", component: AppLayout });
  const workspace = createRoute({ getParentRoute: () => organization, path: "workspaces/$workspace", component: lazyRouteComponent(async () => import("./layouts/WorkspaceLayout.tsx"), "WorkspaceLayout") });

  const routeTree = root.addChildren([
    home,
    shortRun,
    ...below(root, "open"),
    account.addChildren([...below(account, "signedIn"), organization.addChildren([...below(organization, "organization"), workspace.addChildren(below(workspace, "workspace"))])]),
  ]);
  return createRouter({ routeTree, defaultErrorComponent: PageProblem, defaultNotFoundComponent: NoPage, scrollRestoration: true, defaultPreload: false, parseSearch, stringifySearch });
}

/** Who is signed in; who is not is sent to sign in and comes back. */
async function signedIn(queries: QueryClient, from: string) {
  try {
    return await queries.ensureQueryData(whoAmI);
  } catch (problem) {
    if (problem instanceof Error && "status" in problem && problem.status === 401) throw redirect({ href: paths.signIn(from), replace: true });
    throw problem;
  }
}

// Addresses stay such that a person can read and write them: ?status=applied&search=rename
function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

function stringifySearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()}`;
}
