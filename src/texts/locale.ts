// The window that chooses how numbers and dates are written.

export const names = {
  browser: "As the browser",
  "en-GB": "English, day first",
  "en-US": "English, month first",
  "de-DE": "Deutsch",
  "fr-FR": "Français",
  "es-ES": "Español",
  "pt-BR": "Português",
  "ja-JP": "日本語",
  "zh-CN": "中文",
};
export const writtenAsIn = "Written as in";
export const about = "The page loads again when you choose. Times are in UTC everywhere.";
