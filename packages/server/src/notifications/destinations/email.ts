import { addressOf, escapeHtml } from "../../mail/send-mail.ts";
import { summarize, type Summary, type Tone } from "../summary.ts";
import type { Destination } from "./destination.ts";

const colours: Readonly<Record<Tone, string>> = { good: "#1a7f37", bad: "#c1121f", waiting: "#9a6700", plain: "#57606a" };

/** A mail of text and HTML, one for all addresses, none of which is shown to the others. */
export const email: Destination = {
  type: "email",
  needs: "emailAddresses",
  signs: false,
  render: (event, { emailAddresses, emailFrom }) => {
    const summary = summarize(event);
    const { address, domain } = addressOf(emailFrom);
    return {
      kind: "mail",
      from: emailFrom,
      // An empty group: nobody sees who else gets it.
      to: "Undisclosed recipients:;",
      envelope: { from: address, to: [...emailAddresses] },
      // A line break would begin a header of somebody else's making.
      subject: `[Lockstep] ${summary.title}`.replace(/\s+/g, " ").slice(0, 200),
      text: asText(summary),
      html: asHtml(summary),
      messageId: `<${event.deliveryId}@${domain}>`,
      // Nobody's holiday answers to it (RFC 3834).
      headers: { "Auto-Submitted": "auto-generated" },
    };
  },
};

function asText({ title, facts, lines, link }: Summary): string {
  const width = Math.max(...facts.map(([name]) => name.length));
  const table = facts.map(([name, value]) => `${`${name}:`.padEnd(width + 2)}${value}`);
  return [title, "", ...table, ...(lines.length > 0 ? ["", ...lines] : []), "", `${link.text}: ${link.url}`, ""].join("\n");
}

function asHtml({ title, tone, facts, lines, link }: Summary): string {
  const rows = facts.map(([name, value]) => `<tr><td style="padding:2px 16px 2px 0;color:#57606a">${escapeHtml(name)}</td><td>${escapeHtml(value)}</td></tr>`).join("");
  const said = lines.map((line) => `<div>${escapeHtml(line).replaceAll("\n", "<br>")}</div>`).join("");
  return [
    `<!doctype html><html lang="en"><body style="font-family:system-ui,sans-serif;font-size:14px">`,
    `<h2 style="font-size:16px;color:${colours[tone]}">${escapeHtml(title)}</h2><table>${rows}</table>`,
    said === "" ? "" : `<div style="margin:12px 0">${said}</div>`,
    `<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.text)}</a></p></body></html>`,
  ].join("");
}
