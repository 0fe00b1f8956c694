import type { IdleColumns } from "../define-table.ts";

/** The standard columns of account, of which a few are filled (test/contracts/dynamics/entities.derived.json, and those of every table). */
export const accountColumns: IdleColumns = {
  string: `
    accountnumber address1_city address1_country address1_county address1_fax address1_line1
    address1_line2 address1_line3 address1_name address1_postalcode address1_postofficebox
    address1_primarycontactname address1_stateorprovince address1_telephone1 address1_telephone2
    address1_telephone3 address1_upszone emailaddress1 emailaddress2 emailaddress3 fax ftpsiteurl name
    primarysatoriid primarytwitterid sic stockexchange telephone1 telephone2 telephone3 tickersymbol
    timespentbymeonemailandmeetings traversedpath websiteurl yominame
  `,
  memo: "description",
  integer: `
    address1_utcoffset importsequencenumber numberofemployees onholdtime opendeals opendeals_state
    openrevenue_state sharesoutstanding timezoneruleversionnumber utcconversiontimezonecode
  `,
  decimal: "exchangerate",
  double: "address1_latitude address1_longitude",
  money: `
    aging30 aging30_base aging60 aging60_base aging90 aging90_base creditlimit creditlimit_base
    marketcap marketcap_base openrevenue openrevenue_base revenue revenue_base
  `,
  boolean: `
    creditonhold donotbulkemail donotbulkpostalmail donotemail donotfax donotphone donotpostalmail
    donotsendmm followemail marketingonly merged participatesinworkflow
  `,
  choice: `
    accountcategorycode accountclassificationcode accountratingcode address1_addresstypecode
    address1_freighttermscode address1_shippingmethodcode businesstypecode customersizecode
    customertypecode industrycode ownershipcode paymenttermscode preferredappointmentdaycode
    preferredappointmenttimecode preferredcontactmethodcode shippingmethodcode territorycode
  `,
  datetime: "lastonholdtime lastusedincampaign opendeals_date openrevenue_date overriddencreatedon",
  guid: "address1_addressid entityimageid processid stageid",
  lookup: `
    createdbyexternalparty createdonbehalfby masterid modifiedbyexternalparty modifiedonbehalfby
    originatingleadid owningbusinessunit owningteam parentaccountid preferredequipmentid
    preferredserviceid preferredsystemuserid primarycontactid slaid slainvokedid territoryid
    transactioncurrencyid
  `,
};
