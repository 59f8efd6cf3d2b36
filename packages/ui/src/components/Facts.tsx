import { Text } from "@mantine/core";
import { Fragment, type ReactNode } from "react";

/** Names and values, one a line; a row whose value is false or undefined is left out. */
export function Facts({ rows }: { readonly rows: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl style={{ display: "grid", gridTemplateColumns: "minmax(6rem, max-content) minmax(0, 1fr)", gap: "6px 20px", margin: 0 }}>
      {rows.map(
        ([name, value]) =>
          value !== false &&
          value !== undefined && (
            <Fragment key={name}>
              <Text component="dt" size="sm" c="dimmed">
                {name}
              </Text>
              <Text component="dd" size="sm" m={0} style={{ overflowWrap: "anywhere" }}>
                {value}
              </Text>
            </Fragment>
          ),
      )}
    </dl>
  );
}
