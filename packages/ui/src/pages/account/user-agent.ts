const browsers = [["Edg/", "Edge"], ["OPR/", "Opera"], ["Firefox/", "Firefox"], ["HeadlessChrome/", "Chrome"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]] as const;
const systems = [["iPhone", "an iPhone"], ["iPad", "an iPad"], ["Android", "Android"], ["Windows", "Windows"], ["Mac OS X", "a Mac"], ["CrOS", "ChromeOS"], ["Linux", "Linux"]] as const;

/** A browser as people call it, by how it introduces itself: "Firefox on Linux". */
export function browserName(userAgent: string): string {
  const browser = browsers.find(([mark]) => userAgent.includes(mark))?.[1];
  const system = systems.find(([mark]) => userAgent.includes(mark))?.[1];
  if (browser !== undefined && system !== undefined) return `${browser} on ${system}`;
  return browser ?? system ?? (userAgent.trim() === "" ? "Unknown" : userAgent.slice(0, 60));
}
