import { SunMoon } from "lucide-react";
import { useDialogs } from "../stores/dialogs.ts";
import { PALETTES, THEMES, type Theme, usePreferences } from "../stores/preferences.ts";
import * as shellTexts from "../texts/shell.ts";
import { Menu, MenuChoice, MenuItem, MenuRule } from "../ui/menu.tsx";
import { PALETTE_WORDS } from "./commands.ts";

const THEME_NAMES: Readonly<Record<Theme, string>> = shellTexts.themes;

const themes = THEMES.map((value) => ({ value, label: THEME_NAMES[value] }));
const palettes = PALETTES.map((value) => ({ value, label: PALETTE_WORDS[value] }));

/** How the page looks. */
export function ViewMenu() {
  const { theme, palette, set } = usePreferences();
  const show = useDialogs((dialogs) => dialogs.show);
  return (
    <Menu label={shellTexts.themeAndColours} trigger={<SunMoon size={16} strokeWidth={1.5} aria-hidden="true" />}>
      <MenuChoice label={shellTexts.theme} options={themes} value={theme} onChange={(next) => set({ theme: next })} />
      <MenuRule />
      <MenuChoice label={shellTexts.sideColours} options={palettes} value={palette} onChange={(next) => set({ palette: next })} />
      <MenuRule />
      <MenuItem onSelect={() => show("palette")}>{shellTexts.palette}</MenuItem>
      <MenuItem onSelect={() => show("locale")}>{shellTexts.locale}</MenuItem>
      <MenuItem onSelect={() => show("alerts")}>{shellTexts.alerts}</MenuItem>
      <MenuItem onSelect={() => show("calls")}>{shellTexts.calls}</MenuItem>
      <MenuItem onSelect={() => show("keys")}>{shellTexts.keys}</MenuItem>
      <MenuItem onSelect={() => show("feeds")}>{shellTexts.feeds}</MenuItem>
      <MenuItem onSelect={() => show("about")}>{shellTexts.aboutProduct}</MenuItem>
    </Menu>
  );
}
