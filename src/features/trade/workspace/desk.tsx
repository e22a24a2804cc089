import { ChevronDown, ChevronRight, Ellipsis } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import {
  Separator,
  type TabNode,
  type TabRenderProps,
  TabsetCollapseButton,
  type TabsetNode,
  useParentWorkspace,
  useWorkspaceRef,
  Workspace,
  type WorkspaceChangedMeta,
} from "react-resizable-panels";
import { usePreferences } from "../../../stores/preferences.ts";
import { useArranging } from "../../../stores/workspaces.ts";
import * as workspaceTexts from "../../../texts/workspace.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Menu, MenuItem, MenuRule } from "../../../ui/menu.tsx";
import { type Arrangement, arrangementOf, PANELS, type PanelName } from "./arrangements.ts";
import styles from "./desk.module.css";

/** Panels as somebody arranged them. What is not on the screen is not there at all, so that nothing paints unseen. */
export function Desk({ panels }: { readonly panels: Readonly<Record<PanelName, ReactNode>> }) {
  const name = usePreferences(({ workspace }) => workspace);
  const kept = usePreferences(({ workspaces }) => workspaces[name]);
  const isArranging = useArranging((state) => state.isArranging);
  const handle = useWorkspaceRef<null>();
  /** What is on the screen already, so that only what comes from elsewhere is put there. */
  const shown = useRef({ name, kept });
  const [first] = useState(() => arrangementOf(name, kept));
  useEffect(() => {
    if (shown.current.name === name && shown.current.kept === kept) return;
    shown.current = { name, kept };
    handle.current?.setModel(arrangementOf(name, kept));
  }, [name, kept, handle]);
  const keep = (model: Arrangement, { reason }: WorkspaceChangedMeta) => {
    if (reason === "set-model") return;
    const { workspaces, set } = usePreferences.getState();
    shown.current = { name, kept: model };
    set({ workspaces: { ...workspaces, [name]: model } });
  };
  const drawPanel = useCallback(({ id }: TabNode<null>) => panels[id as PanelName], [panels]);
  return (
    <Workspace<null>
      id="desk"
      workspaceRef={handle}
      className={classNames(styles.desk, isArranging && styles.arranging)}
      classNames={CLASSES}
      defaultModel={first}
      hiddenTabBehavior="unmount"
      lazyTabContent
      tabsetMinWidth="200px"
      tabsetMinHeight="72px"
      onModelChanged={keep}
      renderTab={drawTab}
      renderTabContent={drawPanel}
      renderTabsetToolbar={drawTools}
      renderSeparator={drawLine}
    />
  );
}

const CLASSES = {
  tabset: styles.stack,
  header: (stack: TabsetNode<null>, { isCollapsed }: { readonly isCollapsed: boolean }) =>
    classNames(styles.head, stack.tabs.length === 1 && !isCollapsed && styles.quiet),
  tabList: styles.tabs,
  tab: styles.tab,
  toolbar: styles.tools,
  tabPanels: styles.panels,
  tabContent: styles.content,
  dropIndicator: styles.drop,
  dragPreview: styles.dragged,
};

const drawTab = ({ id, title }: TabNode<null>, props: TabRenderProps) => <div {...props}>{title ?? id}</div>;

const drawLine = (orientation: "horizontal" | "vertical") => (
  <Separator className={styles.line} aria-label={orientation === "horizontal" ? workspaceTexts.panelWidth : workspaceTexts.panelHeight} />
);

const drawTools = (stack: TabsetNode<null>) => <Tools stack={stack} />;

/** What a head has beside its tabs: the way to another place without dragging, and the fold. */
function Tools({ stack }: { readonly stack: TabsetNode<null> }) {
  const names = stack.tabs.map(({ title, id }) => title ?? id).join(", ");
  return (
    <>
      <MoveMenu stack={stack} />
      <TabsetCollapseButton
        className={styles.tool}
        aria-label={workspaceTexts.foldLabel(names)}
        title={({ isCollapsed }) => (isCollapsed ? workspaceTexts.unfold : workspaceTexts.fold)}
      >
        {({ isCollapsed }) =>
          isCollapsed ? (
            <ChevronRight size={14} strokeWidth={1.5} aria-hidden="true" />
          ) : (
            <ChevronDown size={14} strokeWidth={1.5} aria-hidden="true" />
          )
        }
      </TabsetCollapseButton>
    </>
  );
}

const EDGES = [
  ["left", workspaceTexts.toLeft],
  ["right", workspaceTexts.toRight],
  ["top", workspaceTexts.toTop],
  ["bottom", workspaceTexts.toBottom],
] as const;

const SIDES = [
  ["left", workspaceTexts.outLeft],
  ["right", workspaceTexts.outRight],
  ["top", workspaceTexts.outAbove],
  ["bottom", workspaceTexts.outBelow],
] as const;

/** Puts the panel in front somewhere else: as a tab among others, beside them, or at an edge. */
function MoveMenu({ stack }: { readonly stack: TabsetNode<null> }) {
  const workspace = useParentWorkspace<null>();
  const id = stack.selectedId ?? stack.tabs[0]?.id;
  if (workspace === null || id === undefined) return null;
  const title = PANELS[id as PanelName];
  const others = stacksOf(workspace.getModel()).filter((other) => other.id !== stack.id);
  return (
    <Menu label={workspaceTexts.move(title)} trigger={<Ellipsis size={14} strokeWidth={1.5} aria-hidden="true" />}>
      {others.map((other) => (
        <MenuItem key={other.id} onSelect={() => workspace.moveTab(id, { tabsetId: other.id, region: "center" })}>
          {workspaceTexts.asTabWith(wordsOf(other))}
        </MenuItem>
      ))}
      <MenuRule />
      {stack.tabs.length === 1
        ? null
        : SIDES.map(([region, words]) => (
            <MenuItem key={words} onSelect={() => workspace.moveTab(id, { tabsetId: stack.id, region })}>
              {words}
            </MenuItem>
          ))}
      {EDGES.map(([edge, words]) => (
        <MenuItem key={edge} onSelect={() => workspace.moveTab(id, { edge })}>
          {words}
        </MenuItem>
      ))}
    </Menu>
  );
}

const wordsOf = ({ tabs }: TabsetNode<null>) => tabs.map(({ title, id }) => title ?? id).join(", ");

function stacksOf({ root }: Arrangement): readonly TabsetNode<null>[] {
  const found: TabsetNode<null>[] = [];
  const look = (node: Arrangement["root"]): void => {
    if (node.type === "tabset") found.push(node);
    else for (const child of node.children) look(child);
  };
  look(root);
  return found;
}
