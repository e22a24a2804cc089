import { create } from "zustand";
import type { AnnouncementRow } from "../../bff/contract/tables/notices.ts";

/** What the exchange has announced and not withdrawn. */
export const useAnnouncements = create<{ readonly rows: readonly AnnouncementRow[] }>()(() => ({ rows: [] }));

/** The newest, unless somebody has put it away; null for none. Numbers only rise. @param seen number of the newest that was put away */
export function newestUnseen(rows: readonly AnnouncementRow[], seen: number): AnnouncementRow | null {
  let newest: AnnouncementRow | null = null;
  for (const row of rows) if (row.id > (newest?.id ?? seen)) newest = row;
  return newest;
}
