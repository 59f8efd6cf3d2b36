import { RemoteFailure } from "./failure.ts";

/** What a host says about its services. */
export interface Host {
  /** As people write it: "lockstep.example.com", with a port where it has one. */
  readonly name: string;
  /** "https://lockstep.example.com" */
  readonly origin: string;
  /** The address of HCP Terraform's API there, with a slash at its end. */
  readonly api: string;
  readonly login?: LoginService;
}

/** How `login` asks for a token (https://developer.hashicorp.com/terraform/internals/v1-docs/login-protocol). */
export interface LoginService {
  readonly client: string;
  readonly authorize: string;
  readonly token: string;
  readonly ports: readonly [number, number];
}

interface Services {
  readonly "tfe.v2"?: string;
  readonly "login.v1"?: { readonly client?: string; readonly grant_types?: readonly string[]; readonly authz?: string; readonly token?: string; readonly ports?: readonly number[] };
}

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Asks a host where its interfaces are. */
export async function findHost(name: string): Promise<Host> {
  const origins = [`https://${name}`];
  // A server tried out on this machine has no certificate; what is said to it leaves no machine.
  if (loopback.test(name)) origins.push(`http://${name}`);
  let problem: unknown;
  for (const origin of origins) {
    try {
      return hostOf(name, await discover(origin));
    } catch (failure) {
      if (failure instanceof RemoteFailure) throw failure;
      problem ??= failure;
    }
  }
  throw new RemoteFailure("Failed to reach the server", `The host ${name} does not answer: ${reason(problem)}. Check its name and the network. A certificate of an authority of your own is named by NODE_EXTRA_CA_CERTS.`);
}

async function discover(origin: string): Promise<{ readonly origin: string; readonly services: Services }> {
  const answer = await fetch(`${origin}/.well-known/terraform.json`, { headers: { accept: "application/json" }, signal: AbortSignal.timeout(11_000) });
  if (answer.ok) return { origin: new URL(answer.url).origin, services: (await answer.json()) as Services };
  throw new RemoteFailure("Host does not provide a Lockstep service", `${origin} answers ${answer.status} when asked for its services. Is it the address of a Lockstep server?`, answer.status);
}

function hostOf(name: string, { origin, services }: Awaited<ReturnType<typeof discover>>): Host {
  const api = services["tfe.v2"];
  if (api === undefined) throw new RemoteFailure("Host does not provide a Lockstep service", `${origin} has none of the interfaces that runs and states need.`);
  const login = loginOf(services["login.v1"], origin);
  return { name, origin, api: withSlash(new URL(api, origin).href), ...(login && { login }) };
}

function loginOf(service: Services["login.v1"], origin: string): LoginService | undefined {
  if (service?.client === undefined || service.authz === undefined || service.token === undefined) return undefined;
  if (service.grant_types && !service.grant_types.includes("authz_code")) return undefined;
  const [first = 1024, last = 65_535] = service.ports ?? [];
  return { client: service.client, authorize: new URL(service.authz, origin).href, token: new URL(service.token, origin).href, ports: [first, last] };
}

const withSlash = (address: string): string => (address.endsWith("/") ? address : `${address}/`);

/** What a failed request says; the cause says more than "fetch failed". */
export function reason(problem: unknown): string {
  if (!(problem instanceof Error)) return String(problem);
  const { cause } = problem;
  if (cause instanceof AggregateError) return reason(cause.errors[0]);
  return cause instanceof Error && cause.message !== "" ? cause.message : problem.message;
}
