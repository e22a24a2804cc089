// Pages by the names that navigation and headings have for them.

// Account menu
export const wallet = "Wallet";
export const apiKeys = "API keys";
export const security = "Security";

// Risk
export const portfolio = "Portfolio";
export const calculators = "Calculators";
export const compare = "Compare contracts";
export const dollar = "Synthetic dollar";
export const liquidations = "My liquidations";
export const marketRisk = "Risk of the market";
export const leverage = "Leverage statistics";
export const rules = "Rules";
