import { theme, type ThemeConfig } from "antd";

export type Shade = "light" | "dark" | "system";

export function isDark(shade: Shade): boolean {
  return shade === "dark" || (shade === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
}

/** The look of the house, light or dark. */
export function themeOf(dark: boolean): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      // Without this a menu waits for the end of an animation that the style sheet has taken away.
      motion: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      colorPrimary: dark ? "#4fae77" : "#257343",
      colorLink: dark ? "#74c794" : "#1d6a3b",
      colorInfo: dark ? "#4fae77" : "#257343",
      colorInfoBg: dark ? "#14231a" : "#eef6f1",
      colorInfoBorder: dark ? "#2b4a37" : "#bfdccb",
      colorTextDescription: dark ? "#a3b0a8" : "#5b6a61",
      colorTextSecondary: dark ? "#a9b6ae" : "#54635a",
      colorTextPlaceholder: dark ? "#8c9a91" : "#6b7870",
      colorSuccessText: dark ? "#74c794" : "#1d6a3b",
      colorPrimaryBg: dark ? "#16301f" : "#e7f3eb",
      colorPrimaryBgHover: dark ? "#1d3d28" : "#d6ebdd",
      controlItemBgActive: dark ? "#16301f" : "#e7f3eb",
      // the preset shades of warnings and refusals are too pale to read
      ...(dark ? {} : { "gold-7": "#8a5f00", gold7: "#8a5f00", "green-7": "#2b7a10", green7: "#2b7a10" }),
      colorError: dark ? "#f0787a" : "#c0282c",
      borderRadius: 8,
      fontFamily: 'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
    },
    components: {
      // dark text on the light green of the dark shade
      Button: { primaryColor: dark ? "#08120b" : "#ffffff" },
      Descriptions: { labelColor: dark ? "#a3b0a8" : "#5b6a61" },
      // What an empty table says is no disabled control: it must be read.
      Table: { colorTextDisabled: dark ? "#a9b6ae" : "#54635a" },
      Menu: { itemSelectedBg: dark ? "#16301f" : "#e7f3eb", itemSelectedColor: dark ? "#74c794" : "#1d6a3b" },
      Layout: {
        headerBg: dark ? "#141a16" : "#ffffff",
        siderBg: dark ? "#141a16" : "#ffffff",
        bodyBg: dark ? "#0e1310" : "#f5f8f6",
      },
    },
  };
}
