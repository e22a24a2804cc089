import * as riskPanelTexts from "../texts/risk-panel.ts";
/** What the risk panel says before it is there, and when it has nothing to draw: in a file so small that the first page has it. */

export const PNL_TITLE = riskPanelTexts.pnlTitle;

export const NOTHING_TO_DRAW = riskPanelTexts.nothingTyped;
