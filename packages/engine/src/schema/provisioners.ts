// The arguments of the provisioners that Terraform has built in. Only local-exec can be run here.
import { boolType, listType, mapType, stringType } from "@lockstep/hcl";
import type { BlockSchema } from "./schema.ts";

/** By the provisioner's type. */
export const provisionerSchemas: ReadonlyMap<string, BlockSchema> = new Map<string, BlockSchema>([
  [
    "local-exec",
    {
      attributes: {
        command: { type: stringType, required: true },
        interpreter: { type: listType(stringType), optional: true },
        working_dir: { type: stringType, optional: true },
        environment: { type: mapType(stringType), optional: true },
        quiet: { type: boolType, optional: true },
      },
      blocks: {},
    },
  ],
  [
    "remote-exec",
    {
      attributes: {
        inline: { type: listType(stringType), optional: true },
        script: { type: stringType, optional: true },
        scripts: { type: listType(stringType), optional: true },
      },
      blocks: {},
    },
  ],
  [
    "file",
    {
      attributes: {
        source: { type: stringType, optional: true },
        content: { type: stringType, optional: true },
        destination: { type: stringType, required: true },
      },
      blocks: {},
    },
  ],
]);
