// What stands around every page.

import type { ReactNode } from "react";
import { sentence } from "./sentence.ts";

// The page
export const thisPage = "this page";
export const aContract = (symbol: string) => `a contract ${symbol}`;
export const notFound = (what: string) => `There is no such thing as ${what}`;
export const goToTrade = "Go to the trade screen";
export const notOpened = "This could not be opened: part of the page did not come. The rest of it works.";
export const title = (price: string, symbol: string) => `${price} ${symbol} · Fairmark`;

// Commands
export const terms = "Terms of this contract";
export const locale = "Numbers and dates";
export const alerts = "Notices and sounds";
export const feeds = "Age of the data";
export const keys = "Keys";
export const aboutProduct = "About Fairmark";

// Connection
export const live = "Live";
export const notConnected = "Not connected";
export const connecting = "Connecting";
export const reconnecting = (attempt: number) => `Reconnecting, try ${attempt}`;
export const markets = "Markets";
export const calls = "As API calls";
export const theme = "Theme";
export const sideColours = "Colours of the sides";
export const halted = "Trading is halted";
export const engineQueue = "Engine queue";
export const version = "Version";

// Notices
export const notices = "Notices";
export const dismiss = "Dismiss";

// Status bar
export const partlyLive = (time: string) => `Partly live: your account is silent since ${time}`;
export const market = "Market";
export const marketAsOf = "Market as of";
export const server = "Server";
export const about = "About";
export const haltedBecause = (reason: string) => `Trading is halted: ${reason}`;
export const apiCalls = "API calls";
export const late = "late";
export const dataToPixel = "Data to pixel";
export const roundTrip = "Order round trip";
export const engineLatency = "Engine latency";

// Top bar
export const home = "Fairmark, home";
export const mainNavigation = "Main";
export const trade = "Trade";
export const account = "Account";

// View menu
export const themes = { system: "As the system", dark: "Dark", light: "Light", contrast: "High contrast" };
export const themeAndColours = "Theme and colours";
export const palette = "Go to or do …";

// Announcements
export const readMore = "Read more";
export const less = "Less";
export const allOfIt = "All of it";
export const putAway = "Put the announcement away";
export const announcement = "Announcement";

// Leaving for another site
export const leave = "Leave Fairmark?";
export const leadsAway = (host: ReactNode) =>
  sentence`The link leads to another site: ${host}. It is not Fairmark's, and your password is never wanted there.`;
export const goTo = (host: string) => `Go to ${host}`;
export const stay = "Stay here";
