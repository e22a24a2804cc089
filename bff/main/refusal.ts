import { RecoveryRefusal } from "../exchange/index.ts";
import { IdentitySettingError } from "../identity/errors.ts";
import { SettingError } from "./setting-error.ts";

/** The one sentence of a start that is refused; null for a failure of the program itself. */
export function refusalOf(error: unknown): string | null {
  return error instanceof SettingError || error instanceof RecoveryRefusal || error instanceof IdentitySettingError ? error.message : null;
}
