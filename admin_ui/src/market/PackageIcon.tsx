import { ThingBox } from "@/ui/ThingIcon";
import css from "./market.module.css";
import type { PackageCard } from "./packages";

/** The package's own picture, else the first character of its name on its colour. */
export function PackageIcon({ item, size }: { item: PackageCard; size: 32 | 40 }) {
  if (!item.icon) return <ThingBox icon={null} name={item.label} color={item.color} size={size} />;
  return <img className={css.icon} src={item.icon} alt="" width={size} height={size} />;
}
