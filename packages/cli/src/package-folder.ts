import { dirname } from "node:path";

/** Where this package lies: its sources (src) and what is emitted of them (dist) are folders of it. */
export const packageFolder = dirname(import.meta.dirname);
