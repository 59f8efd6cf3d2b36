import type { Received } from "../http/pipeline.ts";

/** Does a form come from the console itself? A page of the web could send one to this machine as well, and the cookie would go with it. */
export const isSameOrigin = ({ headers }: Received): boolean => {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  const origin = headers["origin"];
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === headers["host"];
};
