import { buildPages, pagesAreCurrent } from "../../../scripts/build-pages.ts";

/** Before the first test of a run: the pages as they are served. */
export async function setup(): Promise<void> {
  if (!pagesAreCurrent()) await buildPages();
}
