import { isDesk } from "./use-layout.ts";

/**
 * Parts of the trade screen that come in files of their own. They are asked for as soon as anything runs, not when what
 * they stand in is drawn: each would wait for the one before it.
 */
export const importDesk = () => import("./workspace/desk.tsx");
export const importChart = () => import("./chart/chart-canvas.tsx");

/** Asks for what the screen will draw first. A phone and a tablet do without panels that move. */
export const askForPanels = (): readonly Promise<unknown>[] => (isDesk() ? [importDesk(), importChart()] : [importChart()]);
