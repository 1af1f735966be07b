import { Popover } from "antd";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Part } from "../properties/spec";
import { STEP_KINDS } from "./steps";
import css from "./Tree.module.css";

/** The `+` between steps: which kind of step comes here. */
export function AddStep({ label, onAdd }: { label: string; onAdd(step: Part): void }) {
  const { t } = useTranslation();
  const [isOpen, open] = useState(false);
  return (
    <Popover
      trigger="click"
      arrow={false}
      destroyOnHidden
      open={isOpen}
      onOpenChange={open}
      content={
        <ul className={css.kinds}>
          {STEP_KINDS.map(({ kind, icon: Icon, color, fresh }) => (
            <li key={kind}>
              <button
                type="button"
                onClick={() => {
                  open(false);
                  onAdd({ do: kind, ...fresh });
                }}
              >
                <i style={{ background: `var(--${color}-bg)`, color: `var(--${color}-tx)` }}>
                  <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
                </i>
                {t(`automations.do.${kind}`)}
              </button>
            </li>
          ))}
        </ul>
      }
    >
      <button type="button" className={css.add} aria-label={label} title={label}>
        <Plus size={14} strokeWidth={2} aria-hidden="true" />
      </button>
    </Popover>
  );
}
