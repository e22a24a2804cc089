import ipaddr from "ipaddr.js";

/** Ranges as they are matched; parsing each once a key is enough. */
const parsed = new Map<string, [ipaddr.IPv4 | ipaddr.IPv6, number]>();
const MOST_REMEMBERED = 10_000;

/**
 * A range as it is kept and shown: `10.0.0.0/8`; a single address is a range of itself.
 *
 * @returns null for what is none, or has bits beyond its length
 */
export function normaliseRange(text: string): string | null {
  const [address = "", bits, ...rest] = text.trim().split("/");
  // The short forms of old (`10.1`, `0x7f000001`) mean something else to every reader.
  const isPlain =
    /^\d{1,3}(\.\d{1,3}){3}$/.test(address) || (address.includes(":") && !address.includes("%") && ipaddr.IPv6.isValid(address));
  if (rest.length > 0 || !isPlain || !ipaddr.isValid(address)) return null;
  const one = ipaddr.parse(address);
  const most = one.kind() === "ipv4" ? 32 : 128;
  if (bits !== undefined && !/^\d{1,3}$/.test(bits)) return null;
  const length = bits === undefined ? most : Number(bits);
  if (length > most) return null;
  const network = one.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  const first = network.networkAddressFromCIDR(`${one.toString()}/${length}`);
  if (first.toString() !== one.toString()) return null;
  return `${one.toString()}/${length}`;
}

/** Whether an address lies in one of the ranges; an IPv4 address that travels as IPv6 is compared as IPv4. */
export function isInRanges(address: string, ranges: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const caller = ipaddr.process(address);
  return ranges.some((range) => {
    const [network, bits] = rangeOf(range);
    return caller.kind() === network.kind() && caller.match(network, bits);
  });
}

/** Whether each of some ranges lies in one of the others. */
export const areInRanges = (inner: readonly string[], outer: readonly string[]): boolean =>
  inner.every((range) => {
    const [first, bits] = rangeOf(range);
    return outer.some((wider) => {
      const [network, length] = rangeOf(wider);
      return first.kind() === network.kind() && bits >= length && first.match(network, length);
    });
  });

function rangeOf(range: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  const known = parsed.get(range);
  if (known !== undefined) return known;
  if (parsed.size >= MOST_REMEMBERED) parsed.clear();
  const fresh = ipaddr.parseCIDR(range);
  parsed.set(range, fresh);
  return fresh;
}
