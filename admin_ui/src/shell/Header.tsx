import { useMe } from "@/api/queries";
import { Avatar } from "@/ui/Tag";
import css from "./Header.module.css";

export function Header({ onHome }: { onHome(): void }) {
  const me = useMe().data;
  return (
    <header className={css.header}>
      <button type="button" className={css.brand} onClick={onHome}>
        <img src="/logo.svg" alt="" width={22} height={22} />
        <strong>{me?.workspace ?? "七巧板"}</strong>
      </button>
      <span className={css.space} />
      {me && <Avatar id={me.id} name={me.name} size={26} />}
    </header>
  );
}
