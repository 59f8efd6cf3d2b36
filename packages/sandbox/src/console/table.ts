import { html, type Html, type Part } from "./html.ts";

/** A table that scrolls within itself where the window is narrow. */
export const table = (label: string, columns: readonly string[], rows: readonly (readonly Part[])[]): Html => html`<div class="table" role="region" aria-label="${label}" tabindex="0"><table>
<thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table></div>`;
