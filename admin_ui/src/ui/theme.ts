import { type ThemeConfig, theme } from "antd";

export type Appearance = "light" | "dark";

const LIGHT = {
  token: {
    colorPrimary: "#3B5BDB",
    colorPrimaryHover: "#2F4AC0",
    colorPrimaryActive: "#2F4AC0",
    colorSuccess: "#187A48",
    colorWarning: "#98590A",
    colorError: "#CF2F36",
    colorLink: "#3450C4",
    colorText: "#1D2127",
    colorTextSecondary: "#4B525B",
    colorTextTertiary: "#636A74",
    colorTextPlaceholder: "#636A74",
    colorTextDescription: "#636A74",
    colorBorder: "#E1E4E8",
    colorBorderSecondary: "#ECEEF1",
    colorBgLayout: "#F4F5F6",
  },
  table: {
    headerBg: "#FAFBFC",
    headerColor: "#636A74",
    borderColor: "#ECEEF1",
    rowHoverBg: "#F7F8FA",
    rowSelectedBg: "#F1F4FF",
    rowSelectedHoverBg: "#EAEFFF",
  },
  track: "#E9EBEE",
  quiet: "#4B525B",
};
const DARK = {
  token: {
    colorPrimary: "#4F6BE3",
    colorPrimaryHover: "#4460D8",
    colorPrimaryActive: "#4460D8",
    colorSuccess: "#4CC38A",
    colorWarning: "#F1A948",
    colorError: "#FF7377",
    colorLink: "#A3B6FF",
    colorText: "#E8EAED",
    colorTextSecondary: "#B4BAC2",
    colorTextTertiary: "#8F97A1",
    colorTextPlaceholder: "#8F97A1",
    colorTextDescription: "#8F97A1",
    colorBorder: "#2A2F36",
    colorBorderSecondary: "#22272D",
    colorBgLayout: "#0F1114",
    colorBgContainer: "#16191D",
    colorBgElevated: "#20252B",
  },
  table: {
    headerBg: "#1B1F24",
    headerColor: "#8F97A1",
    borderColor: "#22272D",
    rowHoverBg: "#1F2429",
    rowSelectedBg: "#1D2338",
    rowSelectedHoverBg: "#232A45",
  },
  track: "#2A3037",
  quiet: "#B4BAC2",
};

/** antd's configuration for our tokens; the same names as in tokens.css. */
export function themeOf(appearance: Appearance): ThemeConfig {
  const set = appearance === "dark" ? DARK : LIGHT;
  return {
    algorithm: appearance === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      ...set.token,
      borderRadius: 6,
      borderRadiusLG: 8,
      borderRadiusSM: 4,
      controlHeight: 32,
      controlHeightSM: 28,
      controlHeightLG: 40,
      fontSize: 14,
      fontSizeSM: 13,
      fontFamily: "var(--font)",
      motionDurationFast: "0.1s",
      motionDurationMid: "0.16s",
      motionDurationSlow: "0.24s",
    },
    components: {
      Table: {
        cellPaddingBlockSM: 0,
        cellPaddingInlineSM: 12,
        headerSplitColor: "transparent",
        ...set.table,
      },
      Tabs: { horizontalItemPadding: "9px 0", horizontalItemGutter: 20, itemColor: set.quiet },
      Segmented: { trackBg: set.track, trackPadding: 2 },
      Button: {
        fontWeight: 500,
        contentFontSizeSM: 13,
        textTextColor: set.quiet,
        paddingInline: 12,
        paddingInlineSM: 10,
        defaultShadow: "none",
        primaryShadow: "none",
      },
    },
  };
}
