/**
 * Loaded before an exchange's own code (`node --import`): the whole process, its threads too, lives this much later than
 * the machine. So a wait of days ends as it does in life, between two starts, and nothing in the product knows.
 */
const aheadMs = Number(process.env["LATER_MS"]);
const MachineDate = Date;
const now = () => MachineDate.now() + aheadMs;

globalThis.Date = new Proxy(MachineDate, {
  construct: (target, parts, self) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, self),
  get: (target, name, self) => (name === "now" ? now : Reflect.get(target, name, self)),
});
