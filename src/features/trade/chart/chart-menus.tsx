import { usePreferences } from "../../../stores/preferences.ts";
import * as chartTexts from "../../../texts/chart.ts";
import { Menu, MenuChecks, MenuItem, MenuRule } from "../../../ui/menu.tsx";
import text from "../../../ui/text.module.css";

/** Show on the chart beside candles and volume, where it is wanted. */
export type ChartPart = keyof typeof chartTexts.parts;
const CHART_PARTS = Object.keys(chartTexts.parts) as ChartPart[];

/** What a press on the chart makes. */
export type Tool = "level" | "trend" | "alert";

export const useIsShown = (part: ChartPart): boolean => usePreferences(({ hiddenOnChart }) => !hiddenOnChart.includes(part));

/** Which lines and panes the chart has; what is chosen is remembered. */
export function ShowMenu() {
  const { hiddenOnChart, set } = usePreferences();
  return (
    <Menu label={chartTexts.showLabel} trigger={<span className={text.second}>{chartTexts.show}</span>}>
      <MenuChecks
        label={chartTexts.partsLabel}
        options={CHART_PARTS.map((part) => ({ value: part, label: chartTexts.parts[part], isChecked: !hiddenOnChart.includes(part) }))}
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
    <Menu label={chartTexts.drawLabel} trigger={<span className={text.second}>{chartTexts.draw}</span>}>
      <MenuItem onSelect={() => onTool("level")}>{chartTexts.level}</MenuItem>
      <MenuItem onSelect={() => onTool("trend")}>{chartTexts.trendLine}</MenuItem>
      <MenuItem onSelect={() => onTool("alert")}>{chartTexts.priceAlert}</MenuItem>
      <MenuRule />
      <MenuItem onSelect={onList}>{chartTexts.allDrawings}</MenuItem>
    </Menu>
  );
}
