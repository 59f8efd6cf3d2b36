import { summarize, type Tone } from "../summary.ts";
import type { Destination } from "./destination.ts";

const colours: Readonly<Record<Tone, string>> = { good: "Good", bad: "Attention", waiting: "Warning", plain: "Default" };

/** Signs that a card would read as Markdown. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");

/** An adaptive card, as Teams' workflow "Post to a channel when a webhook request is received" takes it. */
export const microsoftTeams: Destination = {
  type: "microsoft-teams",
  needs: "url",
  signs: false,
  render: (event, { url }) => {
    const { title, tone, facts, lines, link } = summarize(event);
    const card = {
      $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
      type: "AdaptiveCard",
      version: "1.4",
      msteams: { width: "Full" },
      body: [
        { type: "TextBlock", size: "Medium", weight: "Bolder", color: colours[tone], text: plain(title), wrap: true },
        { type: "FactSet", facts: facts.map(([name, value]) => ({ title: name, value: plain(value) })) },
        ...lines.map((line) => ({ type: "TextBlock", text: plain(line), wrap: true, spacing: "Small" })),
      ],
      actions: [{ type: "Action.OpenUrl", title: link.text, url: link.url }],
    };
    const message = { type: "message", attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content: card }] };
    return { kind: "request", url, headers: { "Content-Type": "application/json" }, body: JSON.stringify(message) };
  },
};
