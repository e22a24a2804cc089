import { domainToASCII } from "node:url";

/**
 * The one gate that an address passes before anything is done with it. It leaves out what a mail header could read as
 * a second recipient or a new line (comma, semicolon, angle brackets, quotes, control characters), and an empty label.
 * Each part is matched one way only, so a hostile address costs no more than its length.
 */
const ADDRESS = /^[^\s\p{C}<>",;:\\()[\]@]{1,64}@(?=.{1,253}$)[a-z0-9-]+(?:\.[a-z0-9-]+)*$/u;
/** Longer input is refused unread. The contract's parameter has the same bound. */
const MAX_INPUT_LENGTH = 320;

/**
 * The form in which an address is stored, compared and written to, or null for what is no address: trimmed, NFC,
 * lower case in both parts, the domain in ASCII (IDNA). Two spellings of one mailbox thus make one account.
 */
export function normaliseAddress(input: string): string | null {
  if (input.length > MAX_INPUT_LENGTH) return null;
  // Lower-casing can take a string out of NFC (h with a line below is one character, H with it is two), hence the second time.
  const text = input.trim().normalize("NFC").toLowerCase().normalize("NFC");
  const at = text.lastIndexOf("@");
  const address = `${text.slice(0, Math.max(at, 0))}@${domainToASCII(text.slice(at + 1))}`;
  return ADDRESS.test(address) ? address : null;
}
