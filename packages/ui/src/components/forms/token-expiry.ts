/** How long a token may hold, as it is offered. */
export const expiries = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "never", label: "Until it is deleted" },
] as const;

/** The end of a token that is made now. */
export function expiryOf(choice: string, now: number): string | null {
  const days = Number(choice);
  return Number.isFinite(days) ? new Date(now + days * 86_400_000).toISOString() : null;
}
