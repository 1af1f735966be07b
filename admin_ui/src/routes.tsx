import { createBrowserRouter, type RouteObject } from "react-router";
import { Frame } from "@/shell/Frame";
import { PageError } from "@/shell/PageError";
import { withTexts } from "@/text/t";
import { Loading } from "@/ui/StateBox";

/** A page in a chunk of its own with the texts of its areas; the file exports it as `Component`. */
const page = (
  load: () => Promise<{ Component: React.ComponentType }>,
  ...areas: string[]
): Pick<RouteObject, "lazy"> => ({ lazy: withTexts(load, ...areas) });

const BUILDING = ["builder", "rules", "roles", "changes", "formula"] as const;

/** `/a/…` uses an app, `/b/…` builds it: two modes of one place. */
export const router = createBrowserRouter([
  {
    HydrateFallback: Loading,
    ErrorBoundary: PageError,
    children: [
      { path: "/sign-in", ...page(() => import("@/shell/SignIn")) },
      { path: "/first-run", ...page(() => import("@/shell/FirstRun"), "entry") },
      { path: "/invite/:token", ...page(() => import("@/shell/Invite"), "entry") },
      {
        path: "/",
        element: <Frame />,
        children: [
          { path: "account", ...page(() => import("@/admin/account/AccountPage"), "account") },
          { path: "market", ...page(() => import("@/market/MarketPage"), "market") },
          { path: "market/:key", ...page(() => import("@/market/PackagePage"), "market") },
          { path: "todos", ...page(() => import("@/todos/TodosPage"), "todos") },
          { path: "inbox", ...page(() => import("@/inbox/InboxPage"), "inbox") },
          {
            path: "approvals",
            ...page(() => import("@/approvals/ApprovalsPage"), "approvals"),
          },
          {
            path: "approvals/:id",
            ...page(() => import("@/approvals/ApprovalPage"), "approvals"),
          },
          { path: "runs", ...page(() => import("@/runs/RunsPage"), "runs") },
          { path: "runs/:id", ...page(() => import("@/runs/RunPage"), "runs") },
          { path: "people/:part?", ...page(() => import("@/admin/people/PeoplePage"), "people") },
          {
            path: "settings/:part?",
            ...page(() => import("@/admin/settings/SettingsPage"), "settings"),
          },
          { path: "*", ...page(() => import("@/shell/NotFound")) },
          { index: true, ...page(() => import("@/home/Home"), "home") },
          {
            path: "b/:app/automations/:key?",
            ...page(
              () => import("@/builder/automations/AutomationsPage"),
              ...BUILDING,
              "automations",
              "properties",
              "runs",
            ),
          },
          ...["approvals", "connectors"].map((kind) => ({
            path: `b/:app/${kind}/:key?`,
            ...page(
              () => import("@/builder/objects/ObjectsPage"),
              ...BUILDING,
              "automations",
              "objects",
              "properties",
              "runs",
            ),
          })),
          {
            path: "b/:app/changes",
            ...page(() => import("@/builder/changes/ChangesPage"), ...BUILDING),
          },
          { path: "new-app", ...page(() => import("@/builder/tables/NewApp"), ...BUILDING) },
          {
            path: "b/:app/:table/fields/:field",
            ...page(() => import("@/builder/formula/FormulaPage"), ...BUILDING),
          },
          {
            path: "b/:app/:table?/:tab?",
            ...page(() => import("@/builder/BuildPage"), ...BUILDING),
          },
          {
            path: "a/:app/:table/import",
            ...page(() => import("@/records/import/ImportPage"), "import"),
          },
          { path: "a/:app/:table/new", ...page(() => import("@/records/form/FormPage")) },
          { path: "a/:app/:table/:record", ...page(() => import("@/records/detail/RecordPage")) },
          { path: "a/:app/:table?", ...page(() => import("@/records/grid/ListPage")) },
        ],
      },
    ],
  },
]);
