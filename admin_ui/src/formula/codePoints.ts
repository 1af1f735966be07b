// The server counts characters (code points), the browser counts UTF-16 units.

/** The place in UTF-16 units of a place in code points. */
export function unitsOf(text: string, points: number): number {
  let units = 0;
  for (let left = points; left > 0 && units < text.length; left -= 1)
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  return units;
}

/** The place in code points of a place in UTF-16 units. */
export const pointsOf = (text: string, units: number): number => [...text.slice(0, units)].length;
