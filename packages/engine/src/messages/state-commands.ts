// What is said when people list, move and forget objects of the state.
import type { Diagnostic } from "@lockstep/hcl";
import { errorAt } from "./problem.ts";

export const invalidStateAddress = (text: string, problem: string): Diagnostic => errorAt(undefined, "Invalid address", `${JSON.stringify(text)} is no address of the state. ${problem}`);

export const unknownStateModule = (address: string): Diagnostic =>
  errorAt(
    undefined,
    "Unknown module",
    `The current state contains no module at ${address}. If you've just added this module to the configuration, you must run "lockstep apply" first to create the module's entry in the state.`,
  );

export const unknownStateResource = (address: string): Diagnostic =>
  errorAt(
    undefined,
    "Unknown resource",
    `The current state contains no resource ${address}. If you've just added this resource to the configuration, you must run "lockstep apply" first to create the resource's entry in the state.`,
  );

export const unknownStateInstance = (address: string): Diagnostic =>
  errorAt(
    undefined,
    "Unknown resource instance",
    `The current state contains no resource instance ${address}. If you've just added its resource to the configuration or have changed the count or for_each arguments, you must run "lockstep apply" first to update the resource's entry in the state.`,
  );

const invalidMoveSource = (detail: string): Diagnostic => errorAt(undefined, "Invalid source address", detail);
const invalidMoveTarget = (detail: string): Diagnostic => errorAt(undefined, "Invalid target address", detail);
const invalidMoveRequest = (detail: string): Diagnostic => errorAt(undefined, "Invalid state move request", detail);

export const nothingToMove = (from: string): Diagnostic => invalidMoveSource(`Cannot move ${from}: does not match anything in the current state.`);

export const noInstanceToMove = (from: string): Diagnostic => invalidMoveSource(`The current state does not contain ${from}.`);

/** What stands at the target of a move: "module", "resource", "resource instance". */
export const moveTargetTaken = (to: string, noun: string): Diagnostic => invalidMoveTarget(`Cannot move to ${to}: there is already a ${noun} at that address in the current state.`);

export const moveTargetNoModule = (from: string, to: string): Diagnostic => invalidMoveTarget(`Cannot move ${from} to ${to}: the target must also be a module.`);

export const moveTargetNoResource = (from: string, to: string): Diagnostic =>
  invalidMoveTarget(`Cannot move ${from} to ${to}: the source is a whole resource (not a resource instance) so the target must also be a whole resource.`);

export const moveTargetNoInstance = (from: string, to: string): Diagnostic => invalidMoveTarget(`Cannot move ${from} to ${to}: the target must also be a resource instance.`);

export const moveToOtherMode = (from: string, to: string, noun: string): Diagnostic =>
  invalidMoveRequest(`Cannot move ${from} to ${to}: a ${noun} resource can be moved only to another ${noun} resource address.`);

export const moveToOtherType = (from: string, to: string): Diagnostic => invalidMoveRequest(`Cannot move ${from} to ${to}: resource types don't match.`);

export const nothingToForget = (): Diagnostic =>
  errorAt(
    undefined,
    "Invalid target address",
    'No matching objects found. To view the available instances, use "lockstep state list". Please modify the address to reference a specific instance.',
  );
