// What one use of the provider knows of its org: the client, and the lists and objects read so far. Resources and data
// sources share it; a write forgets what was read.
import type { CallJournal } from "@lockstep/engine";
import type { Answer, Calls, ListAnswer, LostCall, SendOptions, TextAnswer, UploadFile } from "../table/calls.ts";
import { isObject } from "../table/json.ts";
import type { Placing } from "../operations/places.ts";
import type { Client, Reply, Request } from "./client.ts";
import { PagedList } from "./pages.ts";

/** The org as one use of the provider sees it. */
export class Session {
  readonly client: Client;
  #lists = new Map<string, PagedList>();
  #objects = new Map<string, Promise<Answer>>();
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #placings = new Map<string, Placing>();

  constructor(client: Client) {
    this.client = client;
  }

  /** The list behind a path: the same one for everybody who asks. */
  list(path: string, at = ""): PagedList {
    const known = this.#lists.get(path);
    if (known) return known;
    const list = new PagedList(this.client, path, at);
    this.#lists.set(path, list);
    return list;
  }

  /** Whether a list was begun to be read. */
  hasList(path: string): boolean {
    return this.#lists.has(path);
  }

  /** An object, from the cache when it was read before. */
  object(path: string, signal: AbortSignal): Promise<Answer> {
    const known = this.#objects.get(path);
    if (known) return known;
    const answer = this.#get(path, signal);
    this.#objects.set(path, answer);
    return answer;
  }

  /** Requests for one operation. What changes something is journalled. */
  calls(signal: AbortSignal, journal?: CallJournal): Calls {
    const lost: LostCall[] = [];
    const send = async (request: Request, options?: SendOptions): Promise<Answer> => {
      const startedAt = new Date(this.client.options.clock.now()).toISOString();
      const answer = await this.#send(request, options, signal);
      if (answer.status === 0) lost.push({ method: request.method, path: request.path, startedAt });
      return answer;
    };
    return {
      lost,
      signedInBy: this.client.options.signedInBy,
      get: (path) => this.object(path, signal),
      list: (path, items) => this.#all(path, items, signal),
      send: (method, path, body, options) => send({ method, path, body, journal }, options),
      getText: (path, accept) => this.#text(path, accept, signal),
      upload: (path, file) => send({ method: "POST", path, form: formOf(file), journal }),
      pause: (milliseconds) => this.client.options.clock.sleep(milliseconds, signal),
    };
  }

  /** Lets only one at a time do what has the same key. */
  inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(key) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#turns.set(key, turn.catch(() => undefined));
    return turn;
  }

  /** The objects of one order that were written so far. */
  placing(key: string): Placing {
    const known = this.#placings.get(key) ?? new Map();
    this.#placings.set(key, known);
    return known;
  }

  /** What was read may be out of date. */
  forget(): void {
    this.#lists = new Map();
    this.#objects = new Map();
  }

  async #get(path: string, signal: AbortSignal): Promise<Answer> {
    const request: Request = { method: "GET", path };
    return this.#answer(request, await this.client.send(request, signal));
  }

  async #send(request: Request, options: SendOptions | undefined, signal: AbortSignal): Promise<Answer> {
    const reply = await this.client.send({ ...request, ...(options?.retryOn ? { retryOn: options.retryOn } : {}) }, signal);
    this.forget();
    return this.#answer(request, reply, options?.accept);
  }

  async #all(path: string, at: string | undefined, signal: AbortSignal): Promise<ListAnswer> {
    const list = this.list(path, at);
    await list.all(signal);
    return { ok: list.diagnostics.length === 0, gone: list.gone, items: list.items, diagnostics: list.diagnostics };
  }

  async #text(path: string, accept: string, signal: AbortSignal): Promise<TextAnswer> {
    const request: Request = { method: "GET", path, accept };
    const reply = await this.client.send(request, signal);
    const { ok, gone, diagnostics } = this.#answer(request, reply);
    return { ok, gone, diagnostics, text: reply.answered ? reply.text : "" };
  }

  #answer(request: Request, reply: Reply, accept: readonly number[] = []): Answer {
    if (!reply.answered) return { ok: false, status: 0, body: {}, json: undefined, gone: false, diagnostics: reply.diagnostics };
    const ok = reply.status < 300 || accept.includes(reply.status);
    const body = reply.status < 300 && isObject(reply.json) ? reply.json : {};
    const diagnostics = ok ? [] : [this.client.problem(request, reply)];
    return { ok, status: reply.status, body, json: reply.json, gone: reply.status === 404, diagnostics };
  }
}

/** A form with one file. */
function formOf({ field, name, contentType, bytes }: UploadFile): NonNullable<Request["form"]> {
  const boundary = "----lockstep-file-boundary";
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${contentType}\r\n\r\n`;
  const parts = [Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)];
  return { contentType: `multipart/form-data; boundary=${boundary}`, bytes: new Uint8Array(Buffer.concat(parts)) };
}
