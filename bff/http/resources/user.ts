import type { FastifyReply } from "fastify";
import { ContractError, invalid, TEXT } from "../../contract/errors.ts";
import {
  type SessionRow,
  type UserRow,
  userFaucet,
  userGet,
  userGetMargin,
  userGetWallet,
  userGetWalletHistory,
  userLogin,
  userLogout,
  userSession,
  userSignUp,
} from "../../contract/operations/user.ts";
import { transact } from "../../contract/tables/transact.ts";
import type { User } from "../../identity/people.ts";
import type { Preferences } from "../../identity/preferences.ts";
import { type Handler, handle, handleOwn } from "../handler.ts";
import { readCurrency } from "../read-currency.ts";
import type { Services } from "../services.ts";
import { withDestinations } from "./withdrawal.ts";
import { clearSessionCookie, setSessionCookie } from "../session-cookie.ts";

/** One test coin. */
const FAUCET_SATS = 100_000_000;
const FAUCET_INTERVAL_MS = 24 * 3_600_000;

export function userHandlers(services: Services): readonly Handler[] {
  const { bank, exchange, history, identity, settings } = services;
  const { accounts, marks } = exchange.tables;

  const own = <T>(row: T | null): T => {
    if (row === null) throw new ContractError(404, TEXT.notFound);
    return row;
  };
  // Addresses can't be verified yet: where they have to be, nobody comes in.
  const mayEnter = settings.mode === "local";
  const signIn = async (user: User, reply: FastifyReply) => {
    const { token } = await identity.openSession(user);
    setSessionCookie(reply, settings, token);
    return sessionRow(services, user);
  };

  return [
    handleOwn(userGet, ({ principal }) => own(userRowOf(services, principal.userId))),

    handleOwn(userGetMargin, ({ params, principal }) => {
      const row = own(accounts.marginRow(principal.account, marks));
      return readCurrency(params.currency) === "all" ? [row] : row;
    }),

    handleOwn(userGetWallet, ({ params, principal }) => {
      const row = own(accounts.walletRow(principal.account));
      return readCurrency(params.currency) === "all" ? [row] : row;
    }),

    handleOwn(userGetWalletHistory, async ({ params, principal }) => {
      readCurrency(params.currency);
      const { count = 100, start = 0 } = params;
      const rows = await history.list({
        table: "transact",
        account: principal.account,
        filter: {},
        startMs: null,
        endMs: null,
        count,
        start,
        reverse: true,
      });
      return withDestinations(services, principal.account, rows);
    }),

    handle(userSession, ({ principal }) => {
      const user = principal?.origin === "session" ? identity.user(principal.userId) : null;
      return sessionRow(services, user);
    }),

    handle(userSignUp, async ({ params, reply }) => {
      const { email, password } = params;
      const signedUp = await identity.signUp(email, password, () => bank.openAccount(false));
      if (!signedUp.ok) throw invalid(signedUp.message);
      return mayEnter ? signIn(signedUp.user, reply) : sessionRow(services, null);
    }),

    handle(userLogin, async ({ params, reply }) => {
      const user = await identity.signIn(params.email, params.password);
      if (user === null) throw new ContractError(401, "Email or password is not correct.");
      if (!mayEnter) throw new ContractError(403, "The address of this account is not verified yet.");
      return signIn(user, reply);
    }),

    handle(userLogout, async ({ principal, reply }) => {
      if (principal?.sessionToken != null) await identity.endSession(principal.sessionToken);
      clearSessionCookie(reply, settings);
      return null;
    }),

    handleOwn(userFaucet, async ({ principal }) => {
      const transactID = await bank.faucet(principal.account, FAUCET_SATS);
      const rows = await history.list({
        table: "transact",
        account: principal.account,
        filter: { transactID: [transactID] },
        startMs: null,
        endMs: null,
        count: 1,
        start: 0,
        reverse: false,
      });
      if (rows[0] === undefined) throw new Error(`the deposit ${transactID} is not in history`);
      return Object.fromEntries(transact.columnNames.map((name) => [name, rows[0]?.[name]]));
    }),
  ];
}

function userRowOf({ identity }: Services, userId: number): UserRow | null {
  const user = identity.user(userId);
  return user === null ? null : userRow(user, identity.preferences.of(user.id));
}

export function userRow(user: User, preferences: Preferences): UserRow {
  const created = new Date(user.createdAtMs).toISOString();
  return {
    id: user.id,
    ownerId: null,
    firstname: "",
    lastname: "",
    username: user.email,
    email: user.email,
    phone: "",
    created,
    lastUpdated: created,
    preferences,
    TFAEnabled: "",
    affiliateID: "",
    pgpPubKey: "",
    country: "",
    geoipCountry: "",
    geoipRegion: "",
    typ: "",
  };
}

function sessionRow({ exchange, history, identity, settings }: Services, user: User | null): SessionRow {
  const facts = user === null ? undefined : exchange.tables.accounts.facts(user.account);
  const faucetOpen = facts !== undefined && (facts.faucetAtMs === 0 || exchange.tables.timeMs - facts.faucetAtMs >= FAUCET_INTERVAL_MS);
  return {
    user: user === null ? null : userRow(user, identity.preferences.of(user.id)),
    account: user?.account ?? null,
    mode: settings.mode,
    market: settings.market,
    simulatedUntil: history.simulatedUntilMs === null ? null : new Date(history.simulatedUntilMs).toISOString(),
    faucetOpen,
  };
}
