import { Type } from "typebox";
import { Count, Flag, Name, Text, Timestamp } from "../columns.ts";
import { defineOperation, flag, integer, type Model, optional, text } from "../operation.ts";

/** Where a person is signed in, and the log of what was done with the account. */

const own = { access: "session", own: true } as const;

const openSession = {
  model: "OpenSession",
  description: "A browser that is signed in.",
  schema: Type.Object({
    id: Text,
    device: Text,
    address: Text,
    began: Timestamp,
    lastActive: Timestamp,
    by: Text,
    isThis: Flag,
    /** Ends after twelve hours without use rather than one. */
    staysOpen: Flag,
  }),
} satisfies Model;

export type OpenSessionRow = Type.Static<typeof openSession.schema>;

export const securityGetSessions = defineOperation({
  ...own,
  verb: "GET",
  path: "/user/sessions",
  id: "Security.getSessions",
  summary:
    "Where you are signed in, newest first. A session ends after an hour without use, or twelve where it stays open, and after a day in any case.",
  params: Type.Object({}),
  returns: openSession,
});

export const securityEndSession = defineOperation({
  ...own,
  verb: "DELETE",
  path: "/user/sessions",
  id: "Security.endSession",
  summary: "Ends one session, or with `others` all but this one; their sockets close within a second.",
  params: Type.Object({
    id: optional(text("The one to end.", { maxLength: 1400 })),
    others: optional(flag("All but this one.", { default: false })),
  }),
  returns: openSession,
});

export const securityStayOpen = defineOperation({
  ...own,
  verb: "POST",
  path: "/user/sessions/stayOpen",
  id: "Security.stayOpen",
  summary:
    "Keeps this session for twelve hours without use rather than one, for a trading screen that stays open; to be approved. An hour after its last proof it may look, trade and cancel, and anything else takes another proof. Switching it off takes nothing.",
  params: Type.Object({ on: flag("Whether it stays open.") }),
  returns: openSession,
});

export const securityLogoutAll = defineOperation({
  ...own,
  single: true,
  verb: "POST",
  path: "/user/logoutAll",
  id: "Security.logoutAll",
  summary: "Signs out everywhere.",
  params: Type.Object({}),
  returns: null,
});

const activityEntry = {
  model: "ActivityEntry",
  description:
    "An entry of your log. `hash` is the SHA-256 of the JSON list of `prevHash`, `seq`, the timestamp in milliseconds, `category`, `what`, `device`, `address`, `result`.",
  schema: Type.Object({
    seq: Count,
    timestamp: Timestamp,
    /** `signIn`, `keys`, `settings`, `wallet`. */
    category: Name,
    what: Text,
    device: Text,
    address: Text,
    result: Text,
    prevHash: Text,
    hash: Text,
  }),
} satisfies Model;

export type ActivityEntryRow = Type.Static<typeof activityEntry.schema>;

export const securityGetActivity = defineOperation({
  ...own,
  verb: "GET",
  path: "/user/activity",
  id: "Security.getActivity",
  summary: "Your log, newest first; or after an entry, oldest first, which is how all of it is read.",
  params: Type.Object({
    category: optional(text("`signIn`, `keys`, `settings`, `wallet` or `trading`.", { maxLength: 20 })),
    afterSeq: optional(integer("Entries after this one, oldest first.", { minimum: 0 })),
    count: optional(integer("Number of entries.", { default: 100, minimum: 1, maximum: 500 })),
    start: optional(integer("Entry to start from.", { default: 0, minimum: 0, maximum: 1_000_000 })),
  }),
  returns: activityEntry,
});

export const SESSION_OPERATIONS = [securityGetSessions, securityEndSession, securityStayOpen, securityLogoutAll, securityGetActivity];
