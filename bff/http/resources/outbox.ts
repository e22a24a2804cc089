import { ContractError, TEXT } from "../../contract/errors.ts";
import { type MailMessageRow, outboxGet } from "../../contract/operations/outbox.ts";
import type { ReadableMessage } from "../../mail/outbox.ts";
import { type Handler, handle } from "../handler.ts";
import type { Services } from "../services.ts";

export function outboxHandlers({ identity, outbox, settings }: Services): readonly Handler[] {
  return [
    handle(outboxGet, async ({ params }) => {
      // Letters hold links that open accounts: only who runs the exchange for themselves may read them.
      if (settings.mode !== "local") throw new ContractError(404, TEXT.notFound);
      const { email, count = 100 } = params;
      if (email === undefined) return (await outbox.read(null, count)).map(messageRow);
      const letters = await Promise.all(identity.personsAt(email).map((person) => outbox.read(person, count)));
      return letters
        .flat()
        .sort((a, b) => b.row.id - a.row.id)
        .slice(0, count)
        .map(messageRow);
    }),
  ];
}

const messageRow = ({ row, to, subject, text, html }: ReadableMessage): MailMessageRow => ({
  id: row.id,
  timestamp: new Date(row.created_at_ms).toISOString(),
  to,
  subject,
  state: row.state,
  template: row.template,
  text,
  html,
  link: /^https?:\S+#t=\S+$/m.exec(text)?.[0] ?? "",
});
