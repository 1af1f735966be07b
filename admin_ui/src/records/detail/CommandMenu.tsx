import { Dropdown } from "antd";
import { Ellipsis } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Command, Target } from "@/commands/define";
import { commandsAt } from "@/commands/table";
import { IconButton } from "@/ui/IconButton";

/** What else may be done with records, behind three dots. `stays`: deleting leaves no page. */
export function CommandMenu({
  place,
  target,
  stays,
}: {
  place: Command["places"][number];
  target: Target;
  stays?: boolean;
}) {
  const { t } = useTranslation();
  const commands = commandsAt(place, target);
  if (commands.length === 0) return null;
  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      menu={{
        items: commands.map(({ key, icon: Icon, isDangerous, shortcut }) => ({
          key,
          icon: <Icon size={14} strokeWidth={1.75} />,
          danger: isDangerous,
          label: t(`commands.${key}`),
          extra: shortcut,
        })),
        onClick: ({ key, domEvent }) => {
          domEvent.stopPropagation();
          const command = commands.find((each) => each.key === key);
          const isLeft = stays && command?.isDangerous;
          void command?.run(isLeft ? { ...target, go: () => undefined } : target);
        },
      }}
    >
      <IconButton icon={Ellipsis} label={t("ui.more")} />
    </Dropdown>
  );
}
