import { Anchor, type AnchorProps } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from "react";

type Props = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href" | "style" | "color"> & AnchorProps & { readonly to: string; readonly children?: ReactNode };

/** A link to another page of ours: a real address, which a click opens without fetching everything anew. */
export function PageLink({ to, onClick, ...rest }: Props) {
  const open = useOpen();
  return (
    <Anchor
      {...rest}
      href={to}
      onClick={(event: MouseEvent<HTMLAnchorElement>) => {
        onClick?.(event);
        if (!event.defaultPrevented) openPlainly(event, () => open(to));
      }}
    />
  );
}

/** What a plain click does; one with a key held down is the browser's: another tab, another window. */
export function openPlainly(event: MouseEvent, open: () => void): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open();
}

/** Opens a page of ours. */
export function useOpen(): (to: string) => void {
  const router = useRouter();
  return (to) => void router.navigate({ href: to });
}

/** Properties with which a component of the library that is no link becomes one: `<Tabs.Tab {...linkTo(to)}>`. */
export function useLinkTo(): (to: string) => { readonly component: "a"; readonly href: string; readonly onClick: (event: MouseEvent) => void } {
  const open = useOpen();
  return (to) => ({ component: "a", href: to, onClick: (event) => openPlainly(event, () => open(to)) });
}
