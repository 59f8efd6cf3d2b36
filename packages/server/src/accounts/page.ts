// The few pages that are no part of the application: letting a command line in, and what a provider refused. Plain forms, no scripts.
import type { FastifyReply } from "fastify";

/** Text within HTML. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** HTML that was put together; what is put in is escaped unless it is HTML itself. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | Html | readonly Html[] | undefined;

const written = (part: Part): string => (part === undefined ? "" : typeof part === "string" ? escapeHtml(part) : part instanceof Html ? part.text : part.map(({ text }) => text).join(""));

/** `html\`<p>${text}</p>\`` */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => new Html(texts.map((text, index) => `${text}${written(parts[index])}`).join(""));

/** A field that nobody sees. */
export const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`;

const style = "body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:12vh auto;padding:0 1rem;color:#1d1d21}h1{font-size:1.4rem}label{display:block;margin:.8rem 0}input{display:block;width:100%;box-sizing:border-box;padding:.5rem;font:inherit;border:1px solid #888;border-radius:4px}button{font:inherit;padding:.5rem 1rem;margin:.8rem .5rem 0 0;border:1px solid #1d1d21;border-radius:4px;background:#1d1d21;color:#fff;cursor:pointer}button.plain{background:#fff;color:#1d1d21}.problem{border-left:3px solid #b3261e;padding:.3rem .8rem;background:#fdf1f0}code{word-break:break-all;background:#f3f3f5;padding:.2rem .3rem}@media(prefers-color-scheme:dark){body,button.plain{background:#17171a;color:#eee}input,code{background:#222;color:#eee}.problem{background:#3a1f1d}}";

/** Answers with a page; nobody keeps it, frames it, or learns its address. Its forms may lead back to a command line on the same machine. */
export async function sendPage(reply: FastifyReply, status: number, title: string, body: Html): Promise<FastifyReply> {
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)} · Lockstep</title><style>${style}</style></head><body><main><h1>${escapeHtml(title)}</h1>${body.text}</main></body></html>`;
  return reply
    .status(status)
    .headers({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-frame-options": "DENY",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://localhost:*; frame-ancestors 'none'; base-uri 'none'",
    })
    .send(page);
}

/** What went wrong, above a form. */
export const problemNote = (text: string | undefined): Html | undefined => (text === undefined ? undefined : html`<p class="problem" role="alert">${text}</p>`);
