import { ApprovalNeededError, ContractError } from "../contract/errors.ts";
import type { Operation } from "../contract/operation.ts";
import { APPROVAL_MS, type SensitiveAction } from "../identity/approvals.ts";
import { SESSION_IDLE_MS } from "../identity/live-sessions.ts";
import type { Session, User } from "../identity/people.ts";
import type { Principal } from "./principal.ts";
import type { Services } from "./services.ts";

/** A person at their own signed-in session, never a key. @throws ContractError 403 */
export function personAt({ identity }: Services, principal: Principal): { readonly user: User; readonly session: Session } {
  const { sessionToken: token } = principal;
  const session = token === null ? null : identity.session(token);
  const user = identity.user(principal.userId);
  if (session === null || user === null) throw new ContractError(403, "Only a signed-in person may do this.");
  return { user, session };
}

/**
 * Lets an action through that this session's person approved within five minutes, exactly as it is: the approval is
 * bound to `details` and used up. To be called when nothing else is in the way any more, right before the action.
 *
 * @throws ApprovalNeededError 403, naming what to approve
 */
export function requireApproval(services: Services, principal: Principal, action: SensitiveAction): void {
  const { user, session } = personAt(services, principal);
  const { approvals } = services.identity.safety;
  const asked = approvals.takeOrAsk(session.hash, action);
  if (asked === null) return;
  const until = new Date(asked.endsAtMs).toISOString();
  throw new ApprovalNeededError({ id: asked.id, says: asked.says, until, by: approvals.kindsFor(user.id) });
}

/** Keys and withdrawals wait for the address. @throws ContractError 403 */
export function requireVerifiedAddress({ identity }: Services, principal: Principal): void {
  if (!identity.safety.proof.isProved(principal.userId))
    throw new ContractError(403, "Confirm your address first: the letter to it has a link.");
}

/** What a person alone may do without this proof: it asks for an approval of its own each time, or gives a thief nothing. */
const ASKS_NO_PROOF: ReadonlySet<string> = new Set([
  "Address.new",
  "Security.addAuthenticator",
  "Security.makeRecoveryCodes",
  "Security.passkeyOptions",
  "Security.removeFactor",
  "Security.changePassword",
  "Security.changeEmail",
  "Security.removePassword",
  "Security.unfreeze",
  "Security.export",
  "Security.close",
  // Staying open is approved; ending earlier is not.
  "Security.stayOpen",
  // The other half of what was approved: a passkey for options that were given, a code of the set that was made.
  "Security.addPasskey",
  "Security.confirmRecoveryCodes",
  "Security.approve",
  "Security.approveOptions",
  "Security.logoutAll",
  "User.savePreferences",
  "User.faucet",
]);

/** When the person of a session last signed in to it or approved something in it. */
const lastProofMs = ({ identity }: Services, session: Session): number =>
  Math.max(session.createdAtMs, identity.safety.approvals.provedAtMs(session.hash));

/**
 * Whether all that this account asks for was shown in this session within the five minutes that an approval holds. A
 * second factor asks for more: a session may begin without it, in a browser that it once let in.
 */
export function isFreshlyProved(services: Services, principal: Principal): boolean {
  const { user, session } = personAt(services, principal);
  return services.identity.safety.factorSinceMs(user.id) === null && services.now() - lastProofMs(services, session) < APPROVAL_MS;
}

/** When a session may change only what trading changes: an hour after its last proof, where its person wants it to stay open. */
function staleSinceMs(services: Services, session: Session): number | null {
  if (!session.about.staysOpen) return null;
  const provedAtMs = lastProofMs(services, session);
  return services.now() - provedAtMs >= SESSION_IDLE_MS ? provedAtMs : null;
}

/**
 * In an account whose log looks like a stranger's doing, and in a session that stays open for trading alone, whoever
 * changes something else proves themselves once more.
 *
 * @throws ApprovalNeededError 403
 */
export function requireProof(services: Services, operation: Operation, principal: Principal | null): void {
  const { id, verb, access } = operation;
  if (principal === null || access !== "session" || verb === "GET" || ASKS_NO_PROOF.has(id)) return;
  const { session } = personAt(services, principal);
  const sinceMs = services.identity.safety.watched.wantsProofSince(principal.userId, session.hash) ?? staleSinceMs(services, session);
  if (sinceMs === null) return;
  requireApproval(services, principal, { action: "watched", details: { sinceMs }, says: "Go on: it is you who changes this account" });
}
