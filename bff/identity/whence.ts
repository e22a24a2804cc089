/** Where a request comes from, as its log entry and letters say it. */
export interface Whence {
  /** As 'Firefox, Linux'. */
  readonly device: string;
  /** The address that it came from. */
  readonly address: string;
  /** The cookie that a browser keeps once it has been signed in; null for none. */
  readonly deviceToken: string | null;
}

/** What the house does of itself, at a time and by nobody's hand. */
export const HOUSE: Whence = { device: "Fairmark", address: "", deviceToken: null };

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bFirefox\//, "Firefox"],
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/(Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
  [/^curl\//, "curl"],
  [/^node/i, "Node"],
  [/python/i, "Python"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/** A browser's name and system, from what it says of itself; nothing of that text is repeated. */
export function deviceName(userAgent: string | undefined): string {
  const text = (userAgent ?? "").slice(0, 400);
  const browser = BROWSERS.find(([pattern]) => pattern.test(text))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(text))?.[1];
  return [browser ?? "unknown device", ...(system === undefined ? [] : [system])].join(", ");
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** As '20 November 2026, 09:12 UTC'. */
export function spokenTime(timeMs: number): string {
  const date = new Date(timeMs);
  const clock = date.toISOString().slice(11, 16);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${clock} UTC`;
}

/** A /24 of IPv4 or a /56 of IPv6: as near as one attacker's addresses usually are to each other. */
export function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address);
  if (v4 !== null) return `${v4[1]}.0/24`;
  const [head = "", tail] = address.toLowerCase().split("%")[0]?.split("::") ?? [];
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0");
  const groups = [...front, ...gap, ...back].map((group) => group.padStart(4, "0"));
  return `${groups.slice(0, 3).join(":")}:${(groups[3] ?? "0000").slice(0, 2)}00::/56`;
}
