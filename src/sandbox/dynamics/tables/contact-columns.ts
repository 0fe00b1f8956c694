import type { IdleColumns } from "../define-table.ts";

/** The standard columns of contact, of which a few are filled (test/contracts/dynamics/entities.derived.json, and those of every table). */
export const contactColumns: IdleColumns = {
  string: `
    address1_city address1_country address1_county address1_fax address1_line1 address1_line2
    address1_line3 address1_name address1_postalcode address1_postofficebox address1_primarycontactname
    address1_stateorprovince address1_telephone1 address1_telephone2 address1_telephone3
    address1_upszone assistantname assistantphone business2 callback childrensnames company department
    emailaddress1 emailaddress2 emailaddress3 employeeid externaluseridentifier fax firstname ftpsiteurl
    fullname governmentid home2 jobtitle lastname managername managerphone middlename mobilephone
    nickname pager salutation spousesname suffix telephone1 telephone2 telephone3
    timespentbymeonemailandmeetings traversedpath websiteurl yomifirstname yomifullname yomilastname
    yomimiddlename
  `,
  memo: "description",
  integer: `
    address1_utcoffset importsequencenumber numberofchildren onholdtime timezoneruleversionnumber
    utcconversiontimezonecode
  `,
  decimal: "exchangerate",
  double: "address1_latitude address1_longitude",
  money: `
    aging30 aging30_base aging60 aging60_base aging90 aging90_base annualincome annualincome_base
    creditlimit creditlimit_base
  `,
  boolean: `
    creditonhold donotbulkemail donotbulkpostalmail donotemail donotfax donotphone donotpostalmail
    donotsendmm followemail isbackofficecustomer marketingonly merged participatesinworkflow
  `,
  choice: `
    accountrolecode address1_addresstypecode address1_freighttermscode address1_shippingmethodcode
    customersizecode customertypecode educationcode familystatuscode gendercode haschildrencode
    leadsourcecode paymenttermscode preferredappointmentdaycode preferredappointmenttimecode
    preferredcontactmethodcode shippingmethodcode territorycode
  `,
  datetime: "lastonholdtime lastusedincampaign overriddencreatedon",
  date: "anniversary birthdate",
  guid: "address1_addressid entityimageid processid stageid",
  lookup: `
    accountid createdbyexternalparty createdonbehalfby masterid modifiedbyexternalparty
    modifiedonbehalfby originatingleadid owningbusinessunit owningteam parentcontactid parentcustomerid
    preferredequipmentid preferredserviceid preferredsystemuserid slaid slainvokedid
    transactioncurrencyid
  `,
};
