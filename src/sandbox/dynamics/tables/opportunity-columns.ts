import type { IdleColumns } from "../define-table.ts";

/** The standard columns of opportunity, of which a few are filled (test/contracts/dynamics/entities.derived.json, and those of every table). */
export const opportunityColumns: IdleColumns = {
  string: "emailaddress name stepname timespentbymeonemailandmeetings traversedpath",
  memo: `
    currentsituation customerneed customerpainpoints description proposedsolution qualificationcomments
    quotecomments
  `,
  integer: "closeprobability importsequencenumber onholdtime timezoneruleversionnumber utcconversiontimezonecode",
  decimal: "discountpercentage exchangerate",
  money: `
    actualvalue actualvalue_base budgetamount budgetamount_base discountamount discountamount_base
    estimatedvalue estimatedvalue_base freightamount freightamount_base totalamount totalamount_base
    totalamountlessfreight totalamountlessfreight_base totaldiscountamount totaldiscountamount_base
    totallineitemamount totallineitemamount_base totallineitemdiscountamount
    totallineitemdiscountamount_base totaltax totaltax_base
  `,
  boolean: `
    captureproposalfeedback completefinalproposal completeinternalreview confirminterest decisionmaker
    developproposal evaluatefit filedebrief identifycompetitors identifycustomercontacts
    identifypursuitteam isrevenuesystemcalculated participatesinworkflow presentfinalproposal
    presentproposal pursuitdecision resolvefeedback sendthankyounote
  `,
  choice: `
    budgetstatus initialcommunication need opportunityratingcode pricingerrorcode prioritycode
    purchaseprocess purchasetimeframe salesstage salesstagecode timeline
  `,
  datetime: `
    finaldecisiondate lastonholdtime overriddencreatedon schedulefollowup_prospect
    schedulefollowup_qualify scheduleproposalmeeting
  `,
  date: "actualclosedate estimatedclosedate",
  guid: "processid stageid stepid",
  lookup: `
    accountid campaignid contactid createdonbehalfby modifiedonbehalfby originatingleadid
    owningbusinessunit owningteam parentaccountid parentcontactid pricelevelid slaid slainvokedid
    transactioncurrencyid
  `,
};
