import { Fragment } from "react";

/** An address, a type or an id that goes to the next line where a person would part it: after a dot or an underscore. */
export function AddressText({ children }: { readonly children: string }) {
  return (
    <span style={{ overflowWrap: "break-word" }}>
      {children.split(/(?<=[._])/).map((part, at) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
