/**
 * Tables of `mail.sqlite`. There is no column for an address: a message names a person, and where they are reached is
 * read when it is sent. So neither a caller nor a row can hold a second recipient. Moments are milliseconds since 1970.
 */
export const MAIL_SCHEMA = `
  CREATE TABLE IF NOT EXISTS campaign (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    template TEXT NOT NULL,
    params TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('filling', 'waiting', 'running', 'stopped', 'done')),
    total INTEGER NOT NULL,
    released INTEGER NOT NULL,
    created_at_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE IF NOT EXISTS outbox (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL,
    campaign INTEGER REFERENCES campaign (id),
    ordinal INTEGER NOT NULL,
    template TEXT NOT NULL,
    params TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'closing', 'sent', 'doubtful', 'failed', 'dropped')),
    attempts INTEGER NOT NULL,
    next_at_ms INTEGER NOT NULL,
    created_at_ms INTEGER NOT NULL,
    sent_at_ms INTEGER,
    UNIQUE (campaign, person)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS due_transactional ON outbox (next_at_ms, id) WHERE state = 'queued' AND campaign IS NULL;
  CREATE INDEX IF NOT EXISTS due_bulk ON outbox (campaign, ordinal) WHERE state = 'queued' AND campaign IS NOT NULL;
  CREATE INDEX IF NOT EXISTS by_person ON outbox (person, id);
`;

/**
 * How far a message is. `sending`: the server has not been told that the message ended, so after a crash it can't
 * have taken it. `closing`: the end is being said, so after a crash nobody knows.
 */
export type MessageState = "queued" | "sending" | "closing" | "sent" | "doubtful" | "failed" | "dropped";

/** `filling`: its messages are being written. `waiting`: its stage is sent, the next one is a person's decision. */
export type CampaignState = "filling" | "waiting" | "running" | "stopped" | "done";

/** One message to one person. */
export interface MessageRow {
  readonly id: number;
  readonly person: number;
  readonly campaign: number | null;
  readonly ordinal: number;
  readonly template: string;
  /** JSON. Emptied once sent where nobody looks at the outbox. */
  readonly params: string;
  readonly state: MessageState;
  readonly attempts: number;
  readonly next_at_ms: number;
  readonly created_at_ms: number;
  readonly sent_at_ms: number | null;
}

export interface CampaignRow {
  readonly id: number;
  readonly name: string;
  readonly template: string;
  readonly params: string;
  readonly state: CampaignState;
  /** Messages that it consists of. */
  readonly total: number;
  /** How many of them, by ordinal, may be sent so far. */
  readonly released: number;
  readonly created_at_ms: number;
}
