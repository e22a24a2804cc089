import type { Principal } from "./principal.ts";
import type { Services } from "./services.ts";

/** Something that a session may do only after its person approved exactly this. */
export interface SensitiveAction {
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly says: string;
}

export function requireApproval(_services: Services, _principal: Principal, _action: SensitiveAction): void {}

export function requireVerifiedAddress(_services: Services, _principal: Principal): void {}
