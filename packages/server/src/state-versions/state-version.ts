/** What a list shows of one resource of a state: nothing of its attributes but the id. */
export interface StateResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** "root", or module.a.module.b. */
  readonly module: string;
  readonly provider: string;
  readonly instances: readonly { readonly address: string; readonly id: string | null; readonly tainted?: boolean; readonly deposed?: string }[];
}
