import { ConfigProvider, type ThemeConfig } from "antd";
import type { ReactNode } from "react";
import { usePhone } from "@/ui/usePhone";

// In the cards of a phone's form the row is the frame: what is typed stands bare in it.
const BARE = {
  colorBorder: "transparent",
  hoverBorderColor: "transparent",
  activeBorderColor: "transparent",
  activeShadow: "none",
  activeOutlineColor: "transparent",
  colorBgContainer: "transparent",
};
const THUMB: ThemeConfig = {
  token: { controlHeight: 44, fontSize: 16 },
  components: {
    Input: { ...BARE, paddingInline: 0, activeBg: "transparent", hoverBg: "transparent" },
    Select: { ...BARE, selectorBg: "transparent" },
    DatePicker: { ...BARE, paddingInline: 0, activeBg: "transparent", hoverBg: "transparent" },
  },
};
const DESK: ThemeConfig = {};

/** On a phone the controls inside are as high as a thumb, and nothing zooms while typing. */
export function PhoneControls({ children }: { children: ReactNode }) {
  return <ConfigProvider theme={usePhone() ? THUMB : DESK}>{children}</ConfigProvider>;
}
