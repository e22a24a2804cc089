import type { CandlestickStyleOptions, ChartOptions, DeepPartial } from "lightweight-charts";
import { atOpacity, type Inks } from "./inks.ts";

/** Part of the side's hue that a volume bar takes. */
export const VOLUME_OPACITY = 0.3;

export const FONT_FAMILY = '"Inter Variable", Inter, system-ui, sans-serif';

/** The chart in the colours of the theme: horizontal hairlines alone, axes in small quiet figures. */
export function chartLook(inks: Inks): DeepPartial<ChartOptions> {
  return {
    layout: {
      background: { color: inks.surface },
      textColor: inks.text3,
      fontSize: 11,
      fontFamily: FONT_FAMILY,
      // The notice and its link stand in the dialog 'About Fairmark'.
      attributionLogo: false,
      panes: { separatorColor: inks.rule, separatorHoverColor: inks.raised, enableResize: false },
    },
    grid: { vertLines: { visible: false }, horzLines: { color: atOpacity(inks.ruleStrong, 0.38) } },
    rightPriceScale: { borderColor: inks.rule, minimumWidth: 80, entireTextOnly: true },
    timeScale: { borderColor: inks.rule, allowBoldLabels: false },
    crosshair: {
      vertLine: { color: inks.control, labelBackgroundColor: inks.control },
      horzLine: { color: inks.control, labelBackgroundColor: inks.control },
    },
  };
}

/** Up hollow, down solid: direction survives without hue. */
export function candleLook(inks: Inks): DeepPartial<CandlestickStyleOptions> {
  return {
    upColor: inks.surface,
    borderUpColor: inks.buy,
    wickUpColor: inks.buy,
    downColor: inks.sell,
    borderDownColor: inks.sell,
    wickDownColor: inks.sell,
  };
}
