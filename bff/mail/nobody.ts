/** What stands in the place of a message's person when there is nobody to write to. */
export const NOBODY = 0;
