import { companiesFromAt } from "../../world/timeline.ts";
import { credentials } from "../oauth/connected-app.ts";
import { profileId, userIds } from "../ids.ts";
import { addressFields } from "./address.ts";
import { field } from "./field.ts";
import { corporateCurrency, conversionRates } from "./money.ts";
import { integrationUserId } from "./org-context.ts";
import type { OrgContext } from "./org-context.ts";
import { defineSObject } from "./sobject.ts";
import type { SObject } from "./sobject.ts";
import { systemFields, viewedDates } from "./system-fields.ts";

interface UserRow {
  readonly serial: number;
  readonly givenName: string | null;
  readonly familyName: string;
  readonly email: string;
  readonly username: string;
  readonly type: "Standard" | "Guest";
}

const userTypes = ["Standard", "PowerPartner", "CSPLitePortal", "CustomerSuccess", "PowerCustomerSuccess", "Guest"];

/**
 * Users: the agents, then the integration user that the API's sessions belong to, then the guest user of the public support
 * site, under whose name the customers' comments on cases are.
 */
export function createUser({ book, hiddenFields }: OrgContext): SObject {
  const administrator = integrationUserId(book);

  function rowAt(serial: number): UserRow {
    const agent = book.agents[serial];
    if (agent !== undefined) return { ...agent, serial, username: agent.email, type: "Standard" };
    const { username } = credentials;
    return serial === book.agents.length
      ? { serial, givenName: "Integration", familyName: "User", email: username, username, type: "Standard" }
      : {
          serial,
          givenName: null,
          familyName: "Support Site Guest User",
          email: username,
          username: "support@tributary-sandbox.example.force.com",
          type: "Guest",
        };
  }
  const nameOf = (row: UserRow): string =>
    row.givenName === null ? row.familyName : `${row.givenName} ${row.familyName}`;

  return defineSObject<UserRow>(
    {
      name: "User",
      label: "User",
      labelPlural: "People",
      ids: userIds,
      end: () => book.agents.length + 2,
      rowAt,
      isInOrderOfCreation: true,
      fields: {
        ...systemFields<UserRow>({
          label: "User",
          idOf: (row) => userIds.idOf(row.serial),
          createdAt: () => companiesFromAt,
          updatedAt: () => companiesFromAt,
          createdBy: () => administrator,
          updatedBy: () => administrator,
        }),
        ...viewedDates(),
        Username: field.text("Username", 80, (row) => row.username, { isRequired: true }),
        LastName: field.text("Last Name", 80, (row) => row.familyName, { isRequired: true }),
        FirstName: field.text("First Name", 40, (row) => row.givenName),
        Name: field.text("Full Name", 121, nameOf, { isRequired: true, isReadOnly: true }),
        CompanyName: field.text("Company Name", 80),
        Division: field.text("Division", 80),
        Department: field.text("Department", 80),
        Title: field.text("Title", 80),
        ...addressFields<UserRow>("", "", () => null),
        Email: field.email("Email", (row) => row.email, { isRequired: true }),
        Phone: field.phone("Phone"),
        Fax: field.phone("Fax"),
        MobilePhone: field.phone("Mobile Phone"),
        Alias: field.text("Alias", 8, (row) => row.username.replace(/[^a-z]/gi, "").slice(0, 8), { isRequired: true }),
        CommunityNickname: field.text("Nickname", 40, (row) => `User${row.serial + 1}`, { isRequired: true }),
        IsActive: field.flag("Active", () => true),
        TimeZoneSidKey: field.picklist("Time Zone", ["GMT"], () => "GMT", { isRequired: true }),
        LocaleSidKey: field.picklist("Locale", ["en_US"], () => "en_US", { isRequired: true }),
        EmailEncodingKey: field.picklist("Email Encoding", ["UTF-8"], () => "UTF-8", { isRequired: true }),
        LanguageLocaleKey: field.picklist("Language", ["en_US"], () => "en_US", { isRequired: true }),
        CurrencyIsoCode: field.picklist("Currency", Object.keys(conversionRates), () => corporateCurrency),
        ProfileId: field.reference("Profile ID", { name: "Profile", objects: [] }, () => profileId, {
          isRequired: true,
        }),
        UserType: field.picklist("User Type", userTypes, (row) => row.type, { isReadOnly: true }),
        EmployeeNumber: field.text("Employee Number", 20),
        ManagerId: field.reference("Manager ID", { name: "Manager", objects: ["User"] }),
        ContactId: field.reference("Contact ID", { name: "Contact", objects: ["Contact"] }),
        AccountId: field.reference("Account ID", { name: "Account", objects: ["Account"] }, undefined, {
          isReadOnly: true,
        }),
        LastLoginDate: field.datetime("Last Login", undefined, { isReadOnly: true }),
        FederationIdentifier: field.text("SAML Federation ID", 512),
        IsPortalEnabled: field.flag("Portal Enabled"),
        AboutMe: field.longText("About Me", 1_000),
      },
    },
    hiddenFields["User"] ?? [],
  );
}
