import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

/** A word of the address's query as state: filters, open items, pages. What it is by default is not written there. */
export function useFilter(name: string, usual = ""): readonly [string, (value: string) => void] {
  const search: Readonly<Record<string, string | undefined>> = useSearch({ strict: false });
  const set = useFilters();
  return [search[name] ?? usual, useCallback((value: string) => set({ [name]: value === usual ? undefined : value }), [set, name, usual])];
}

/** Sets several words of the query at once; undefined takes one out. */
export function useFilters(): (changes: Readonly<Record<string, string | undefined>>) => void {
  const navigate = useNavigate();
  return useCallback((changes) => void navigate({ to: ".", search: ((before: object) => ({ ...before, ...changes })) as never, replace: true, resetScroll: false }), [navigate]);
}
