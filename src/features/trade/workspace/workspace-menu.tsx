import { ChevronDown, LayoutPanelLeft } from "lucide-react";
import { useDialogs } from "../../../stores/dialogs.ts";
import { usePreferences } from "../../../stores/preferences.ts";
import { forgetArrangement, isPreset, workspaceName as nameOf, ownWorkspaces, PRESETS, useArranging } from "../../../stores/workspaces.ts";
import * as workspaceTexts from "../../../texts/workspace.ts";
import { Menu, MenuChoice, MenuItem, MenuRule } from "../../../ui/menu.tsx";
import styles from "./workspace-menu.module.css";

/** Which arrangement is on the screen, and what can be done with it. */
export function WorkspaceMenu() {
  const { workspace, workspaces, set } = usePreferences();
  const { isArranging, arrange } = useArranging();
  const show = useDialogs((dialogs) => dialogs.show);
  const own = ownWorkspaces(workspaces);
  const options = (names: readonly string[]) => names.map((value) => ({ value, label: nameOf(value) }));
  const turnTo = (name: string) => set({ workspace: name });
  return (
    <Menu
      label={workspaceTexts.label(nameOf(workspace))}
      trigger={
        <span className={styles.name}>
          <LayoutPanelLeft size={14} strokeWidth={1.5} aria-hidden="true" />
          {nameOf(workspace)}
          <ChevronDown size={12} strokeWidth={1.5} aria-hidden="true" />
        </span>
      }
    >
      <MenuChoice label={workspaceTexts.presets} options={options(PRESETS)} value={workspace} onChange={turnTo} />
      {own.length === 0 ? null : <MenuChoice label={workspaceTexts.own} options={options(own)} value={workspace} onChange={turnTo} />}
      <MenuRule />
      <MenuItem onSelect={() => arrange(!isArranging)}>{isArranging ? workspaceTexts.doneArranging : workspaceTexts.arrange}</MenuItem>
      <MenuItem onSelect={() => show("workspace")}>{workspaceTexts.keepAs}</MenuItem>
      {isPreset(workspace) ? (
        <MenuItem isDisabled={workspaces[workspace] === undefined} onSelect={() => forgetArrangement(workspace)}>
          {workspaceTexts.reset(nameOf(workspace))}
        </MenuItem>
      ) : (
        <MenuItem onSelect={() => forgetArrangement(workspace)}>{workspaceTexts.remove(workspace)}</MenuItem>
      )}
    </Menu>
  );
}
