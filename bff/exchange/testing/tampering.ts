/** What a tampering thread can be asked to do, once. */
export const TAMPER = { cash: 1, sync: 2, bug: 3, death: 4 } as const;
