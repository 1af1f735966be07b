import type { ComponentType } from "react";
import { ColorControl } from "./ColorControl";
import { JsonControl } from "./JsonControl";
import { FieldControl, NameControl, TableControl } from "./NameControls";
import { ColumnsControl, PickedControl, SortControl } from "./OrderControls";
import { GroupControl, ListControl } from "./PartControls";
import {
  ChoiceControl,
  DurationControl,
  LineControl,
  LinesControl,
  NumberControl,
  PercentControl,
  SwitchControl,
} from "./PlainControls";
import { RightsControl } from "./RightsControl";
import type { Control, Part } from "./spec";
import { FormulaControl, TextControl, WordsControl } from "./TextControls";
import { NamedControl, ValuesControl } from "./ValuesControls";
import { WhoControl } from "./WhoControl";

export interface ControlProps {
  id: string;
  label: string;
  control: Control;
  value: unknown;
  /** The whole part: a control may look at its neighbours. */
  part: Part;
  pointer: string;
  onChange(value: unknown): void;
}

/** What each kind of property is edited with. */
export const CONTROLS: Readonly<Record<Control["kind"], ComponentType<ControlProps>>> = {
  formula: FormulaControl,
  text: TextControl,
  words: WordsControl,
  line: LineControl,
  lines: LinesControl,
  color: ColorControl,
  number: NumberControl,
  percent: PercentControl,
  switch: SwitchControl,
  duration: DurationControl,
  choice: ChoiceControl,
  field: FieldControl,
  table: TableControl,
  name: NameControl,
  values: ValuesControl,
  named: NamedControl,
  picked: PickedControl,
  columns: ColumnsControl,
  sort: SortControl,
  rights: RightsControl,
  json: JsonControl,
  who: WhoControl,
  group: GroupControl,
  list: ListControl,
};

/** Controls that show the problems of what stands in them themselves. */
export const DEEP: ReadonlySet<Control["kind"]> = new Set(["group", "list"]);
