import { summarize, type Tone } from "../summary.ts";
import type { Destination } from "./destination.ts";

const icons: Readonly<Record<Tone, string>> = { good: ":large_green_circle:", bad: ":red_circle:", waiting: ":large_yellow_circle:", plain: ":white_circle:" };

// Slack's limits: 150 characters in a header, 3,000 in a section, ten fields of 2,000.
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** The three characters that Slack reads as its own ("Formatting text for app surfaces"); a name cannot make a link or call @channel. */
const plain = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A message of Slack's Block Kit, by an incoming webhook. */
export const slack: Destination = {
  type: "slack",
  needs: "url",
  signs: false,
  render: (event, { url }) => {
    const { title, tone, facts, lines, link } = summarize(event);
    const blocks = [
      { type: "header", text: { type: "plain_text", text: cut(`${icons[tone]} ${title}`, 150), emoji: true } },
      { type: "section", fields: facts.map(([name, value]) => ({ type: "mrkdwn", text: cut(`*${plain(name)}*\n${plain(value)}`, 2000) })) },
      ...(lines.length === 0 ? [] : [{ type: "section", text: { type: "mrkdwn", text: cut(lines.map((line) => `> ${plain(line).replaceAll("\n", "\n> ")}`).join("\n"), 3000) } }]),
      { type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: link.text }, url: link.url }] },
    ];
    return { kind: "request", url, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text: plain(title), unfurl_links: false, blocks }) };
  },
};
