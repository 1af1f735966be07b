import { QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { RouterProvider } from "react-router";
import { queryClient } from "@/api/queries";
import { offerCreating } from "@/fields/reference/creating";
import { RECORD_PARTS } from "@/recordParts";
import { offerParts } from "@/records/detail/parts";
import { createInPlace } from "@/records/form/createInPlace";
import { router } from "@/routes";
import { useLook } from "@/shell/appearance";
import { Notices } from "@/ui/Notices";
import { nonce } from "@/ui/nonce";
import { themeOf } from "@/ui/theme";

offerCreating(createInPlace);
offerParts(RECORD_PARTS);

export function App() {
  const { language, isDark } = useLook();
  return (
    <ConfigProvider
      theme={themeOf(isDark ? "dark" : "light")}
      locale={language === "zh" ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      csp={{ nonce }}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Notices />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
