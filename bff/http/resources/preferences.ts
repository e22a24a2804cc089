import { ContractError, invalid, TEXT } from "../../contract/errors.ts";
import { userSavePreferences } from "../../contract/operations/preferences.ts";
import { PreferencesTooLargeError } from "../../identity/preferences.ts";
import { type Handler, handleOwn } from "../handler.ts";
import type { Services } from "../services.ts";
import { userRow } from "./session-row.ts";

export function preferencesHandlers(services: Services): readonly Handler[] {
  const { identity } = services;
  return [
    handleOwn(userSavePreferences, async ({ params, principal }) => {
      const { prefs, overwrite = false } = params;
      if (typeof prefs !== "object" || prefs === null || Array.isArray(prefs)) throw invalid("prefs is invalid");
      const user = identity.user(principal.userId);
      if (user === null) throw new ContractError(404, TEXT.notFound);
      try {
        await identity.preferences.save(user.id, prefs as Readonly<Record<string, unknown>>, overwrite);
      } catch (error) {
        if (!(error instanceof PreferencesTooLargeError)) throw error;
        throw invalid("prefs is too large");
      }
      return userRow(services, user);
    }),
  ];
}
