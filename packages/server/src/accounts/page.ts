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

// The look of the web pages (ui/src/theme.ts), as far as a form without scripts has it.
const style = `
:root{color-scheme:light dark;--page:light-dark(#f7f8fb,#1f1f1f);--card:light-dark(#fff,#242424);--text:light-dark(#000,#c9c9c9);--dimmed:light-dark(#59606c,#a9afba);--line:light-dark(#dee2e6,#424242);--field:light-dark(#fff,#2e2e2e);--accent:#3955c6;--link:light-dark(#304bb2,#8c9feb);--bad:light-dark(#c02626,#ff8787);--bad-back:light-dark(#fff1f1,#3a1f1f)}
body{font:16px/1.55 Inter,ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;background:var(--page);color:var(--text)}
main{box-sizing:border-box;width:100%;max-width:460px;padding:2rem .75rem}
.brand{display:flex;align-items:center;gap:8px;font-size:1.125rem;font-weight:700;margin:0 0 1rem}
.card{padding:clamp(1rem,6vw,2rem);background:var(--card);border:1px solid var(--line);border-radius:8px;box-shadow:0 1px 3px rgb(0 0 0/.05)}
h1{font-size:1.5rem;line-height:1.3;font-weight:650;margin:0 0 1rem}
p{margin:.8rem 0}
a{color:var(--link)}
label{display:block;margin:.8rem 0;font-size:.875rem;font-weight:500}
input{display:block;width:100%;box-sizing:border-box;margin-top:.25rem;padding:.5rem .75rem;font:inherit;font-size:.875rem;color:inherit;background:var(--field);border:1px solid var(--line);border-radius:8px}
button{font:inherit;font-size:.875rem;font-weight:600;padding:.5rem 1.1rem;margin:.8rem .5rem 0 0;border:1px solid var(--accent);border-radius:8px;background:var(--accent);color:#fff;cursor:pointer}
button.plain{background:var(--field);border-color:var(--line);color:inherit}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.problem{padding:.6rem .9rem;background:var(--bad-back);color:var(--bad);border-radius:8px}
code{font:.925em ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;word-break:break-all;background:var(--page);border:1px solid var(--line);border-radius:4px;padding:.1rem .3rem}`;

const brand = `<p class="brand"><svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8" fill="#2b4acb"/><path d="M9 8v12a4 4 0 0 0 4 4h10M15 8v7a3 3 0 0 0 3 3h5" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/></svg>Lockstep</p>`;

/** Answers with a page; nobody keeps it, frames it, or learns its address. Its forms may lead back to a command line on the same machine. */
export async function sendPage(reply: FastifyReply, status: number, title: string, body: Html): Promise<FastifyReply> {
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)} · Lockstep</title><style>${style}</style></head><body><main>${brand}<div class="card"><h1>${escapeHtml(title)}</h1>${body.text}</div></main></body></html>`;
  return reply
    .status(status)
    .headers({
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "x-frame-options": "DENY",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://localhost:*; frame-ancestors 'none'; base-uri 'none'",
    })
    .send(page);
}

/** What went wrong, above a form. */
export const problemNote = (text: string | undefined): Html | undefined => (text === undefined ? undefined : html`<p class="problem" role="alert">${text}</p>`);
