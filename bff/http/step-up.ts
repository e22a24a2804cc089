import { ApprovalNeededError, ContractError } from "../contract/errors.ts";
import type { SensitiveAction } from "../identity/approvals.ts";
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
