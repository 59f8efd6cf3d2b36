import { useEffect } from "react";

/** The title of the browser's tab: what is shown, then where. */
export function useTitle(...words: readonly (string | undefined)[]): void {
  const title = [...words.filter((word) => word !== undefined && word !== ""), "Lockstep"].join(" · ");
  useEffect(() => {
    document.title = title;
  }, [title]);
}
