import { adminObject, adminWithApp } from "./admins.ts";
import { textParameter } from "./inputs.ts";
import type { Route } from "./router.ts";
import type { Workspace } from "./workspace.ts";

export function addAdminRoutes(route: Route, { admins }: Workspace): void {
  route("GET", "/me", () => adminWithApp(admins.at(0)));

  route("GET", "/admins", (call) => {
    const withAvatar = textParameter(call.query, "display_avatar") === "true";
    return { type: "admin.list", admins: admins.all.map((one) => adminObject(one, withAvatar)) };
  });

  route("GET", "/admins/:id", (call) => adminObject(admins.at(admins.indexOf(call.id("id")))));
}
