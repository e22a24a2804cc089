/** The colours of the present theme as painters need them: values, not variables. */
export interface Inks {
  readonly bg: string;
  readonly surface: string;
  readonly raised: string;
  readonly overlay: string;
  readonly rule: string;
  readonly ruleStrong: string;
  readonly control: string;
  readonly text: string;
  readonly text2: string;
  readonly text3: string;
  readonly accent: string;
  readonly mark: string;
  readonly risk: string;
  readonly risk2: string;
  readonly buy: string;
  readonly sell: string;
  /** Opacity of the bar of all contracts up to a price, and of those at it. */
  readonly depthTotal: number;
  readonly depthLevel: number;
}

const VARIABLES = {
  bg: "--bg",
  surface: "--surface",
  raised: "--raised",
  overlay: "--overlay",
  rule: "--rule",
  ruleStrong: "--rule-strong",
  control: "--control",
  text: "--text",
  text2: "--text-2",
  text3: "--text-3",
  accent: "--accent",
  mark: "--mark",
  risk: "--risk",
  risk2: "--risk-2",
  buy: "--buy",
  sell: "--sell",
} as const;

/** Where the reader has colours of their own, painters use those; signs, hatches and places carry the meaning. */
const FORCED: Inks = {
  bg: "Canvas",
  surface: "Canvas",
  raised: "Canvas",
  overlay: "Canvas",
  rule: "GrayText",
  ruleStrong: "CanvasText",
  control: "CanvasText",
  text: "CanvasText",
  text2: "CanvasText",
  text3: "CanvasText",
  accent: "Highlight",
  mark: "LinkText",
  risk: "LinkText",
  risk2: "LinkText",
  buy: "CanvasText",
  sell: "CanvasText",
  depthTotal: 0,
  depthLevel: 0.25,
};

let current: Inks | null = null;

/** Reads the theme's variables once; a change of theme is told by {@link forgetInks}. */
export function inks(): Inks {
  current ??= readInks();
  return current;
}

export function forgetInks(): void {
  current = null;
}

function readInks(): Inks {
  if (matchMedia("(forced-colors: active)").matches) return FORCED;
  const style = getComputedStyle(document.documentElement);
  const colours = Object.fromEntries(Object.entries(VARIABLES).map(([name, variable]) => [name, style.getPropertyValue(variable).trim()]));
  return {
    ...(colours as Record<keyof typeof VARIABLES, string>),
    depthTotal: Number(style.getPropertyValue("--depth-total")),
    depthLevel: Number(style.getPropertyValue("--depth-level")),
  };
}

/** A colour in hexadecimal digits, three where the build has shortened it, at an opacity; any other is left as it is. */
export function atOpacity(colour: string, opacity: number): string {
  const full = colour.replace(/^#([0-9a-f])([0-9a-f])([0-9a-f])$/i, "#$1$1$2$2$3$3");
  if (!/^#[0-9a-f]{6}$/i.test(full)) return colour;
  return (
    full +
    Math.round(opacity * 255)
      .toString(16)
      .padStart(2, "0")
  );
}
