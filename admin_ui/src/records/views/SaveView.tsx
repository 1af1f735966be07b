import { Popover } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { SavedProps } from "./SaveForm";

const SaveForm = lazy(() => import("./SaveForm"));

interface Props extends SavedProps {
  children: ReactNode;
}

/** Keeps what the list shows now as a view: for oneself, or for everybody. */
export function SaveView({ children, ...props }: Props) {
  const [isOpen, open] = useState(false);
  return (
    <Popover
      open={isOpen}
      onOpenChange={open}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      destroyOnHidden
      content={
        <Suspense fallback={null}>
          <SaveForm
            {...props}
            onSaved={(key) => {
              open(false);
              props.onSaved(key);
            }}
          />
        </Suspense>
      }
    >
      {children}
    </Popover>
  );
}
