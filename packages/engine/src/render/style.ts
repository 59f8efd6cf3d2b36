/** Colours for a terminal; `plainStyle` leaves everything as it is. */
export interface Style {
  bold(text: string): string;
  added(text: string): string;
  changed(text: string): string;
  removed(text: string): string;
  /** For what is only a remark: "# (2 unchanged attributes hidden)". */
  faint(text: string): string;
}

const same = (text: string): string => text;
const paint = (code: number) => (text: string): string => `\u001b[${code}m${text}\u001b[0m`;

export const plainStyle: Style = { bold: same, added: same, changed: same, removed: same, faint: same };
export const colourStyle: Style = { bold: paint(1), added: paint(32), changed: paint(33), removed: paint(31), faint: paint(90) };
