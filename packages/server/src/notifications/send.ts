import type { DeliveryResponse } from "@lockstep/contract";
import { FetchError } from "../http-client/failure.ts";
import { fetchBounded } from "../http-client/fetch-bounded.ts";
import { sendMail } from "../mail/send-mail.ts";
import { Redactor } from "../secrets/redactor.ts";
import type { Server } from "../server.ts";
import type { DestinationSettings, RenderedMail, RenderedRequest } from "./destinations/destination.ts";
import { findDestination } from "./destinations/index.ts";
import type { NotificationEvent } from "./notification-event.ts";

type Needs = Pick<Server, "settings" | "clock">;

/** How one try of a delivery went. */
export interface Attempt {
  readonly ok: boolean;
  /** Might it go better later? */
  readonly again: boolean;
  readonly response: DeliveryResponse;
}

/** What is sent for an event: a request or a mail. */
export function renderFor(destination: string, event: NotificationEvent, settings: DestinationSettings): RenderedRequest | RenderedMail {
  const found = findDestination(destination);
  if (!found) throw new Error(`There is no destination "${destination}".`);
  return found.render(event, settings);
}

/** Sends it once. Whatever happens is an answer; nothing of it holds the address or the token. */
export async function send(server: Needs, destination: string, event: NotificationEvent, settings: DestinationSettings, signal?: AbortSignal): Promise<Attempt> {
  const sentAt = server.clock.now().toISOString();
  const rendered = renderFor(destination, event, settings);
  const said = rendered.kind === "request" ? await post(server, rendered, signal) : await mail(server, rendered);
  const redactor = new Redactor(secretsOf(settings, server.settings.smtpUrl));
  const { ok, again, code, headers, body, problem } = said;
  const clean = (text: string, most: number): string => storable(redactor.text(text), most);
  const shown = Object.entries(headers).slice(0, 50).map(([name, values]) => [clean(name, 100), values.slice(0, 10).map((value) => clean(value, 500))]);
  return { ok, again, response: { code, headers: Object.fromEntries(shown), body: clean(body, 10_000), problem: problem === null ? null : clean(problem, 1000), sentAt } };
}

interface Said extends Omit<DeliveryResponse, "sentAt"> {
  readonly ok: boolean;
  readonly again: boolean;
}

const failed = (problem: string, again: boolean, code: number | null = null): Said => ({ ok: false, again, code, headers: {}, body: "", problem });

async function post({ settings }: Needs, { url, headers, body }: RenderedRequest, signal: AbortSignal | undefined): Promise<Said> {
  const inside = settings.allowPrivateNetworks;
  try {
    const answer = await fetchBounded(url, { headers, body, allowPrivate: inside, allowHttp: inside, mostBytes: 256 * 1024, ...(signal && { signal }) });
    const ok = answer.status >= 200 && answer.status < 300;
    // A redirect would carry the message to somebody else's address: the receiver names its own.
    const problem = ok ? null : answer.status >= 300 && answer.status < 400 ? "The address leads to another one. Save the one it leads to." : `The receiver answered with status ${answer.status}.`;
    return { ok, again: isPassing(answer.status), code: answer.status, headers: listed(answer.headers), body: answer.body.toString("utf8"), problem };
  } catch (thrown) {
    if (thrown instanceof FetchError) return failed(thrown.message, !hopeless.has(thrown.failure));
    throw thrown;
  }
}

/** Statuses of a receiver that is busy or broken for the moment. */
const isPassing = (status: number): boolean => status >= 500 || [408, 409, 425, 429].includes(status);

const hopeless: ReadonlySet<string> = new Set(["bad-address", "not-https"]);

const listed = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "set-cookie").map(([name, value]) => [name.toLowerCase(), [value ?? ""].flat()]));

async function mail({ settings }: Needs, { kind: _kind, ...message }: RenderedMail): Promise<Said> {
  const { ok, again, code, says } = await sendMail(settings, message);
  return ok ? { ok, again, code, headers: {}, body: says, problem: null } : failed(says, again, code);
}

/** The address of a webhook is as good as a password: so are its path and the parts of it. */
function secretsOf({ url, token }: DestinationSettings, smtpUrl: string | undefined): readonly string[] {
  const parts = URL.canParse(url) ? partsOf(new URL(url)) : [];
  const smtp = smtpUrl !== undefined && URL.canParse(smtpUrl) ? [decodeURIComponent(new URL(smtpUrl).password)] : [];
  return [url, token, ...parts, ...smtp].filter((text) => text.length >= 6);
}

const partsOf = ({ pathname, search, searchParams }: URL): readonly string[] => [`${pathname}${search}`, ...pathname.split("/"), ...searchParams.values()].filter((part) => part.length >= 12);

/** What PostgreSQL's JSON takes: no zero bytes, no halves of characters. */
const storable = (text: string, most: number): string => text.slice(0, most).replaceAll("\u0000", "\uFFFD").toWellFormed();
