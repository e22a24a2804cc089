import { normalizeWorkspaceModel, type WorkspaceModel, type WorkspaceModelInput, type WorkspaceNodeInput } from "react-resizable-panels";
import { isPreset, PRESETS, type Preset } from "../../../stores/workspaces.ts";
import * as workspaceTexts from "../../../texts/workspace.ts";

/** What can be put anywhere, with the name that its tab has. */
export const PANELS = workspaceTexts.panels;
export type PanelName = keyof typeof PANELS;

type Node = WorkspaceNodeInput<null>;
export type Arrangement = WorkspaceModel<null>;

const isPanel = (id: string): id is PanelName => Object.hasOwn(PANELS, id);

/** Least sizes that a panel can be read at; the ticket's fields need theirs. */
const NARROWEST: Readonly<Partial<Record<PanelName, string>>> = { ticket: "280px", chart: "320px", account: "320px", risk: "320px" };

const tab = (id: PanelName) => ({ id, title: PANELS[id], data: null, disableClose: true });

/** Panels behind each other, the first in front. */
function stack(panels: readonly PanelName[], size?: string): Node {
  const [first] = panels;
  const minWidth = first === undefined ? undefined : NARROWEST[first];
  return {
    type: "tabset",
    id: `stack-${panels.join("-")}`,
    collapsible: true,
    tabs: panels.map(tab),
    ...(minWidth === undefined ? {} : { minWidth }),
    ...(size === undefined ? {} : { size }),
  };
}

const beside = (children: readonly Node[], size?: string): Node => ({
  type: "split",
  orientation: "horizontal",
  children: [...children],
  ...(size === undefined ? {} : { size }),
});
const above = (children: readonly Node[], size?: string): Node => ({
  type: "split",
  orientation: "vertical",
  children: [...children],
  ...(size === undefined ? {} : { size }),
});

/** Sizes in pixels are those of the first look; what was moved by hand is kept in per cent. */
const PRESET_ROOTS: Readonly<Record<Preset, Node>> = {
  // Book and trades, chart over risk over tables, ticket.
  trader: beside([
    above([stack(["book"]), stack(["trades"], "250px")], "256px"),
    above([stack(["chart"]), stack(["risk"], "264px"), stack(["account"], "226px")]),
    stack(["ticket"], "304px"),
  ]),
  // The book in the middle, from top to bottom, and the ticket at its side.
  scalper: beside([
    above([stack(["chart", "risk"]), stack(["account"], "270px")]),
    stack(["book"], "300px"),
    above([stack(["trades"])], "232px"),
    stack(["ticket"], "304px"),
  ]),
  // One thing at a time, as on a phone.
  mobile: beside([stack(["chart", "book", "trades", "risk", "account"]), stack(["ticket"], "304px")]),
  // Everything side by side, for a screen that is wide.
  wide: beside([
    stack(["book"], "248px"),
    stack(["trades"], "232px"),
    above([stack(["chart"]), beside([stack(["account"]), stack(["risk"])], "300px")]),
    stack(["ticket"], "320px"),
  ]),
};

const presetModel = (preset: Preset): WorkspaceModelInput<null> => ({ version: 1, root: PRESET_ROOTS[preset] });

/**
 * The arrangement of a workspace. What was kept by another version, or elsewhere by somebody else's hand, is
 * whole or not taken at all: every panel is there once.
 */
export function arrangementOf(name: string, kept: unknown): WorkspaceModelInput<null> {
  if (typeof kept === "string" && isPreset(kept)) return presetModel(kept);
  const byName = presetModel(isPreset(name) ? name : PRESETS[0]);
  const model = normalizeWorkspaceModel<null>(kept, { mapTab: ({ id }) => (isPanel(id) ? tab(id) : null) });
  if (model === null) return byName;
  const held = panelsIn(model.root);
  const missing = (Object.keys(PANELS) as PanelName[]).filter((panel) => !held.includes(panel));
  const isWhole = missing.length === 0 && new Set(held).size === held.length && (model.floating ?? []).length === 0;
  return isWhole ? model : byName;
}

const panelsIn = (node: Node): readonly string[] =>
  node.type === "tabset" ? node.tabs.map(({ id }) => id) : node.children.flatMap((child) => panelsIn(child));
