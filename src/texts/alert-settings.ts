// The window of notices and sounds.

export const kinds = {
  fill: "Fills",
  trigger: "Triggered orders",
  liquidation: "Liquidations",
  funding: "Funding",
};
export const ways = { notice: "On the page", sound: "Sound", browser: "Browser" };
export const heading = "Notices and sounds";
export const tellOf = "Tell of";
export const allow = "Allow the browser’s notifications";
export const toldLast = "Told last";
export const nothingYet = "Nothing yet.";
export const granted = "The browser tells while this page is not looked at.";
export const denied = "The browser does not let this page notify you; its own settings for this address change that.";
export const absent = "This browser has no notifications.";
export const notAsked = "The browser tells while this page is not looked at, once you allow it.";
