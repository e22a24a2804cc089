import { userSavePreferences } from "../../bff/contract/operations/preferences.ts";
import {
  type SessionRow,
  type SignInRow,
  type UserRow,
  userFaucet,
  userLogin,
  userLogout,
  userSession,
  userSignUp,
} from "../../bff/contract/operations/user.ts";
import type { TransactionRow } from "../../bff/contract/tables/transact.ts";
import { call } from "./call.ts";

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Fewest characters of a password; the exchange decides, this only says so before it is asked. */
export const FEWEST_PASSWORD_CHARACTERS = 15;

export const readSession = (): Promise<SessionRow> => call(userSession, {});
export const signUp = (credentials: Credentials): Promise<SignInRow> => call(userSignUp, credentials);
export const signIn = (credentials: Credentials): Promise<SignInRow> => call(userLogin, credentials);
export const signOut = (): Promise<unknown> => call(userLogout, {});
export const claimFaucet = (): Promise<TransactionRow> => call(userFaucet, {});

/** @param prefs kept beside what is there of other names */
export const savePreferences = (prefs: Readonly<Record<string, unknown>>): Promise<UserRow> => call(userSavePreferences, { prefs });
