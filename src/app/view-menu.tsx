import { SunMoon } from "lucide-react";
import { useDialogs } from "../stores/dialogs.ts";
import { PALETTES, type Palette, THEMES, type Theme, usePreferences } from "../stores/preferences.ts";
import { Menu, MenuChoice, MenuItem, MenuRule } from "../ui/menu.tsx";

const THEME_NAMES: Readonly<Record<Theme, string>> = { system: "As the system", dark: "Dark", light: "Light", contrast: "High contrast" };
const PALETTE_NAMES: Readonly<Record<Palette, string>> = {
  default: "Green buys, red sells",
  "red-up": "Red buys, green sells",
  "blue-orange": "Blue buys, orange sells",
};

const themes = THEMES.map((value) => ({ value, label: THEME_NAMES[value] }));
const palettes = PALETTES.map((value) => ({ value, label: PALETTE_NAMES[value] }));

/** How the page looks. */
export function ViewMenu() {
  const { theme, palette, set } = usePreferences();
  const show = useDialogs((dialogs) => dialogs.show);
  return (
    <Menu label="Theme and colours" trigger={<SunMoon size={16} strokeWidth={1.5} aria-hidden="true" />}>
      <MenuChoice label="Theme" options={themes} value={theme} onChange={(next) => set({ theme: next })} />
      <MenuRule />
      <MenuChoice label="Colours of the sides" options={palettes} value={palette} onChange={(next) => set({ palette: next })} />
      <MenuRule />
      <MenuItem onSelect={() => show("palette")}>Go to or do …</MenuItem>
      <MenuItem onSelect={() => show("locale")}>Numbers and dates</MenuItem>
      <MenuItem onSelect={() => show("alerts")}>Notices and sounds</MenuItem>
      <MenuItem onSelect={() => show("calls")}>As API calls</MenuItem>
      <MenuItem onSelect={() => show("keys")}>Keys</MenuItem>
      <MenuItem onSelect={() => show("feeds")}>Age of the data</MenuItem>
      <MenuItem onSelect={() => show("about")}>About Fairmark</MenuItem>
    </Menu>
  );
}
