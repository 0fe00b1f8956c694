import type { IdleColumns } from "../define-table.ts";

/** The standard columns of incident, of which a few are filled (test/contracts/dynamics/entities.derived.json, and those of every table). */
export const incidentColumns: IdleColumns = {
  string: "emailaddress productserialnumber ticketnumber title traversedpath",
  memo: "description",
  integer: `
    actualserviceunits billedserviceunits importsequencenumber numberofchildincidents onholdtime
    timezoneruleversionnumber utcconversiontimezonecode
  `,
  decimal: "exchangerate",
  double: "influencescore sentimentvalue",
  boolean: `
    activitiescomplete blockedprofile checkemail customercontacted decremententitlementterm
    firstresponsesent followuptaskcreated isdecrementing isescalated merged routecase
  `,
  choice: `
    caseorigincode casetypecode contractservicelevelcode customersatisfactioncode firstresponseslastatus
    incidentstagecode messagetypecode prioritycode resolvebyslastatus servicestage severitycode
  `,
  datetime: "escalatedon followupby lastonholdtime overriddencreatedon resolveby responseby",
  guid: "entityimageid processid stageid",
  lookup: `
    accountid contactid contractdetailid contractid createdbyexternalparty createdonbehalfby
    entitlementid existingcase firstresponsebykpiid kbarticleid masterid modifiedbyexternalparty
    modifiedonbehalfby owningbusinessunit owningteam parentcaseid primarycontactid productid
    resolvebykpiid responsiblecontactid slaid slainvokedid socialprofileid subjectid
    transactioncurrencyid
  `,
};
