import type { Destination } from "./destination.ts";
import { email } from "./email.ts";
import { generic } from "./generic.ts";
import { microsoftTeams } from "./microsoft-teams.ts";
import { slack } from "./slack.ts";

/** Every kind of destination; a new one is a file and a line here. */
export const destinations: readonly Destination[] = [generic, slack, microsoftTeams, email];

/** The destination of a type ("slack"). */
export const findDestination = (type: string): Destination | undefined => destinations.find((destination) => destination.type === type);
