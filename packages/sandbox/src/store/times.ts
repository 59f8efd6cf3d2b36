const pad = (value: number): string => String(value).padStart(2, "0");

/** A moment as nearly all of Okta writes it: 2025-03-13T23:38:01.000Z, milliseconds always zero. */
export const isoTime = (at: number): string => new Date(Math.floor(at / 1000) * 1000).toISOString();

/** A moment as the System Log writes it, to the millisecond. */
export const logTime = (at: number): string => new Date(at).toISOString();

/** A moment as behaviors and lists of group owners write it: 2025-08-25 08:23:55.0. */
export const sqlTime = (at: number): string => isoTime(at).replace("T", " ").replace("00Z", "");

/** A moment as the answer to adding a group owner writes it: Thu Mar 05 10:12:46 UTC 2026. */
export const javaTime = (at: number): string => {
  const [week = "", day = "", month = "", year = "", time = ""] = new Date(at).toUTCString().replace(",", "").split(" ");
  return `${week} ${month} ${pad(Number(day))} ${time} UTC ${year}`;
};

const day = 24 * 60 * 60 * 1000;

/** A moment some days later. */
export const daysLater = (at: number, days: number): number => at + days * day;
