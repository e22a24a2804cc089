import { Type } from "typebox";
import { defineOperation, flag, type Operation, optional } from "../operation.ts";
import { userGet } from "./user.ts";

/** Any object; what its names mean is their writer's business. */
const prefs = Type.Unsafe<unknown>({
  type: "string",
  format: "JSON",
  description: 'An object of what you choose, as `{"colorTheme":"dark"}`; at most 32 KB with what is kept already.',
});

export const userSavePreferences = defineOperation({
  verb: "POST",
  path: "/user/preferences",
  id: "User.savePreferences",
  summary: "Keeps preferences, so that they are there on your other devices. What you do not name stays as it is.",
  access: "session",
  params: Type.Object({ prefs, overwrite: optional(flag("Forgets what is not named.", { default: false })) }),
  returns: userGet.returns as NonNullable<Operation["returns"]>,
  single: true,
});
