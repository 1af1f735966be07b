import {
  BookOpen,
  Boxes,
  BriefcaseBusiness,
  Building2,
  CalendarDays,
  ChartColumn,
  ClipboardList,
  Contact,
  CreditCard,
  FileText,
  Flag,
  Folder,
  Handshake,
  Headset,
  House,
  type LucideIcon,
  MessagesSquare,
  Package,
  Phone,
  ShoppingCart,
  Store,
  Tag as TagIcon,
  Target,
  Ticket,
  Truck,
  UserRound,
  Users,
  Wallet,
  Wrench,
} from "lucide-react";
import type { Color } from "@/api/colors";
import css from "./ThingIcon.module.css";

/** What a table or app document may name as its icon. */
export const THING_ICONS: Readonly<Record<string, LucideIcon>> = {
  target: Target,
  handshake: Handshake,
  building: Building2,
  users: Users,
  contact: Contact,
  user: UserRound,
  messages: MessagesSquare,
  phone: Phone,
  file: FileText,
  clipboard: ClipboardList,
  package: Package,
  boxes: Boxes,
  truck: Truck,
  cart: ShoppingCart,
  store: Store,
  wallet: Wallet,
  card: CreditCard,
  calendar: CalendarDays,
  chart: ChartColumn,
  flag: Flag,
  tag: TagIcon,
  ticket: Ticket,
  headset: Headset,
  wrench: Wrench,
  briefcase: BriefcaseBusiness,
  book: BookOpen,
  folder: Folder,
  house: House,
};

/** The icon of a table; a folder where its document names none that we know. */
export function ThingIcon({ icon, size = 16 }: { icon: string | null; size?: number }) {
  const Icon = THING_ICONS[icon ?? ""] ?? Folder;
  return <Icon size={size} strokeWidth={1.75} aria-hidden="true" />;
}

/** An app or package: its icon, or the first character of its name, in a box of its colour. */
export function ThingBox({
  icon,
  name,
  color,
  size = 24,
}: {
  icon: string | null;
  name: string;
  color: Color | null;
  size?: 24 | 32 | 40;
}) {
  const shade = color ?? "indigo";
  return (
    <span
      className={css.box}
      style={{
        width: size,
        height: size,
        borderRadius: size / 4,
        fontSize: size / 2,
        background: `var(--${shade}-bg)`,
        color: `var(--${shade}-tx)`,
      }}
      aria-hidden="true"
    >
      {icon && THING_ICONS[icon] ? (
        <ThingIcon icon={icon} size={size * 0.6} />
      ) : (
        ([...name][0] ?? "")
      )}
    </span>
  );
}
