// Chooses the theme before the first paint. A file of its own: the content security policy allows no script in the page.
(() => {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("fairmark.preferences") ?? "{}").state ?? {};
  } catch {
    // Storage that is shut or damaged means no preference.
  }
  const wanted = kept.theme ?? "system";
  const bySystem = matchMedia("(prefers-contrast: more)").matches
    ? "contrast"
    : matchMedia("(prefers-color-scheme: light)").matches
      ? "light"
      : "dark";
  document.documentElement.dataset.theme = wanted === "system" ? bySystem : wanted;
  // Formatters are made where the app starts, by what stands here.
  if (kept.locale !== undefined && kept.locale !== "browser") document.documentElement.dataset.locale = kept.locale;
  document.documentElement.dataset.palette = kept.palette ?? "default";
})();
