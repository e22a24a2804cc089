import { usePreferences } from "../../../stores/preferences.ts";
import { Menu, MenuChecks, MenuItem, MenuRule } from "../../../ui/menu.tsx";
import text from "../../../ui/text.module.css";

/** Show on the chart beside candles and volume, where it is wanted. */
export const CHART_PARTS = ["Mark", "Index", "Funding", "Fills"] as const;
export type ChartPart = (typeof CHART_PARTS)[number];

/** What a press on the chart makes. */
export type Tool = "level" | "trend" | "alert";

export const useIsShown = (part: ChartPart): boolean => usePreferences(({ hiddenOnChart }) => !hiddenOnChart.includes(part));

/** Which lines and panes the chart has; what is chosen is remembered. */
export function ShowMenu() {
  const { hiddenOnChart, set } = usePreferences();
  return (
    <Menu label="Show on the chart" trigger={<span className={text.second}>Show</span>}>
      <MenuChecks
        label="On the chart"
        options={CHART_PARTS.map((part) => ({ value: part, isChecked: !hiddenOnChart.includes(part) }))}
        onChange={(part, isShown) =>
          set({ hiddenOnChart: isShown ? hiddenOnChart.filter((one) => one !== part) : [...hiddenOnChart, part] })
        }
      />
    </Menu>
  );
}

interface DrawMenuProps {
  readonly onTool: (tool: Tool) => void;
  readonly onList: () => void;
}

/** Draws on the chart by pressing it; the list does the same by typing. */
export function DrawMenu({ onTool, onList }: DrawMenuProps) {
  return (
    <Menu label="Draw on the chart, and price alerts" trigger={<span className={text.second}>Draw</span>}>
      <MenuItem onSelect={() => onTool("level")}>Level</MenuItem>
      <MenuItem onSelect={() => onTool("trend")}>Trend line</MenuItem>
      <MenuItem onSelect={() => onTool("alert")}>Price alert</MenuItem>
      <MenuRule />
      <MenuItem onSelect={onList}>All drawings and alerts …</MenuItem>
    </Menu>
  );
}
