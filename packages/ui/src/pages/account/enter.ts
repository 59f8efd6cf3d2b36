import type { WhoAmI } from "@lockstep/contract";
import { useQueryClient } from "@tanstack/react-query";
import { keepCsrfToken } from "../../api/client.ts";
import { whoAmI } from "../../api/queries.ts";

/** Takes up that somebody is signed in: what was asked before was asked by nobody. */
export function useEnter(): (who: WhoAmI) => void {
  const queries = useQueryClient();
  return (who) => {
    queries.clear();
    queries.setQueryData(whoAmI.queryKey, keepCsrfToken(who));
  };
}

/** A path of this server; anything else becomes its front page, so that signing in never leads to somebody else's. */
export const localPath = (path: string): string => (/^\/(?![/\\])[^\r\n\\]*$/.test(path) ? path : "/");

/** A page of the server itself: a command line that asks to be let in, the list of tokens. */
export const isServersOwn = (path: string): boolean => /^\/(?:oauth|app\/settings)\//.test(path);
