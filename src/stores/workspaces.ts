import { create } from "zustand";
import * as workspaceTexts from "../texts/workspace.ts";
import { usePreferences } from "./preferences.ts";

/** Arrangements that come with the terminal, in the order in which they are offered. */
export const PRESETS = ["trader", "scalper", "mobile", "wide"] as const;
export type Preset = (typeof PRESETS)[number];

const PRESET_NAMES: Readonly<Record<Preset, string>> = workspaceTexts.presetNames;

export const isPreset = (name: string): name is Preset => (PRESETS as readonly string[]).includes(name);

export const workspaceName = (name: string): string => (isPreset(name) ? PRESET_NAMES[name] : name);

/** As many as a menu shows, and as fit into what the exchange keeps for a person. */
export const MOST_OWN_WORKSPACES = 8;
export const LONGEST_WORKSPACE_NAME = 24;

/** Names of the workspaces that somebody made, as they were made. */
export const ownWorkspaces = (workspaces: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(workspaces).filter((name) => !isPreset(name));

/** @returns why a name can't be had; null where it can */
export function faultOfName(name: string, workspaces: Readonly<Record<string, unknown>>): string | null {
  if (name === "") return workspaceTexts.needsName;
  if (name.length > LONGEST_WORKSPACE_NAME) return workspaceTexts.nameTooLong(LONGEST_WORKSPACE_NAME);
  const taken = [...PRESETS, ...ownWorkspaces(workspaces)];
  if (taken.some((other) => other.toLowerCase() === name.toLowerCase())) return workspaceTexts.nameTaken;
  return ownWorkspaces(workspaces).length >= MOST_OWN_WORKSPACES ? workspaceTexts.tooMany(MOST_OWN_WORKSPACES) : null;
}

interface ArrangingState {
  /** Whether heads of panels are shown, by which panels are moved and collapsed. */
  readonly isArranging: boolean;
  readonly arrange: (isArranging: boolean) => void;
}

export const useArranging = create<ArrangingState>()((set) => ({
  isArranging: false,
  arrange: (isArranging) => set({ isArranging }),
}));

/** Keeps what is on the screen under a name of its own, and turns to it. */
export function keepAs(name: string): void {
  const { workspace, workspaces, set } = usePreferences.getState();
  set({ workspace: name, workspaces: { ...workspaces, [name]: workspaces[workspace] ?? workspace } });
}

/** Forgets how a workspace was arranged: a preset is as it came again, one of somebody's own is gone. */
export function forgetArrangement(name: string): void {
  const { workspace, workspaces, set } = usePreferences.getState();
  const { [name]: _forgotten, ...others } = workspaces;
  set({ workspace: isPreset(name) || workspace !== name ? workspace : PRESETS[0], workspaces: others });
}
