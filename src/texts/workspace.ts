// Workspaces and their panels.

// Panels
export const panels = {
  chart: "Chart",
  book: "Book",
  trades: "Trades",
  risk: "Risk",
  account: "Account",
  ticket: "Ticket",
};
export const panelWidth = "Width of the panels";
export const panelHeight = "Height of the panels";
export const foldLabel = (panels: string) => `Fold ${panels}`;
export const unfold = "Unfold";
export const fold = "Fold";
export const toLeft = "To the left edge";
export const toRight = "To the right edge";
export const toTop = "To the top";
export const toBottom = "To the bottom";
export const outLeft = "Out of these tabs, to the left";
export const outRight = "Out of these tabs, to the right";
export const outAbove = "Out of these tabs, above";
export const outBelow = "Out of these tabs, below";
export const move = (panel: string) => `Move ${panel}`;
export const asTabWith = (panels: string) => `As a tab with ${panels}`;

// Workspaces
export const label = (name: string) => `Workspace ${name}`;
export const presets = "Presets";
export const own = "Yours";
export const doneArranging = "Done with arranging";
export const arrange = "Arrange panels";
export const keepAs = "Keep as a workspace of yours …";
export const reset = (workspace: string) => `${workspace} as it came`;
export const remove = (name: string) => `Delete ${name}`;
export const presetNames = { trader: "Trader", scalper: "Scalper", mobile: "Mobile", wide: "Wide" };
export const needsName = "A workspace needs a name.";
export const nameTooLong = (most: number) => `A name has ${most} characters at most.`;
export const nameTaken = "There is a workspace of this name.";
export const tooMany = (most: number) => `There are ${most} workspaces of yours already: delete one first.`;

// Keeping one
export const keepTitle = "Keep this workspace";
export const keepAbout = "Panels, their places and sizes are kept under it; what you change afterwards is kept too.";
export const keep = "Keep";
