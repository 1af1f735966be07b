import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";
import css from "./Page.module.css";

/** A page with its title; the focus comes here when somebody arrives, so that screen readers tell. */
export function Page({
  title,
  lead,
  actions,
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useTitle(title);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each address
  useEffect(() => heading.current?.focus({ preventScroll: true }), [pathname]);
  return (
    <div className={css.page}>
      <header className={css.head}>
        <div className={css.words}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p>{lead}</p>}
        </div>
        {actions}
      </header>
      <div className={css.body}>{children}</div>
    </div>
  );
}

/** The window's title while the component is on the screen. */
export function useTitle(title: string): void {
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
}

/** A part of a page with a title of its own. */
export function PageSection({
  title,
  text,
  actions,
  children,
}: {
  title: string;
  text?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={css.section}>
      <header className={css.sectionHead}>
        <div className={css.words}>
          <h2>{title}</h2>
          {text && <p>{text}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}
