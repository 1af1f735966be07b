import { ConfigProvider } from "antd";
import type { ReactNode } from "react";
import { usePhone } from "@/ui/usePhone";

const THUMB = { token: { controlHeight: 44, fontSize: 16 } };
const DESK = {};

/** On a phone the controls inside are as high as a thumb, and nothing zooms while typing. */
export function PhoneControls({ children }: { children: ReactNode }) {
  return <ConfigProvider theme={usePhone() ? THUMB : DESK}>{children}</ConfigProvider>;
}
