// What salespeople note down.
import type { ActivityRow } from "../world.ts";

export const activitySubjects: Readonly<Record<ActivityRow["kind"], readonly string[]>> = {
  task: [
    "Send the revised quote",
    "Check the contract with legal",
    "Angebot nachfassen",
    "Prepare renewal",
    "資料を送付",
  ],
  call: ["Discovery call", "Call back about pricing", "Rückruf wegen Rechnung", "Quarterly check-in", "Appel de suivi"],
  meeting: ["Product demo", "Kick-off", "Business review", "Reunión de seguimiento", "Зустріч щодо договору"],
  email: ["Re: your question about seats", "Introduction", "Re: Angebot", "Next steps", "お見積もりの件"],
};

export const activityBodies = [
  "Wants a yearly plan, asks for 10 % off.",
  "Left a message with the assistant.\nTry again on Thursday.",
  "Decision is with the board; no news before the end of the month.",
  "Hat Interesse an der größeren Lizenz.",
  "Asked for references in the same trade & a security questionnaire (<50 questions).",
  "次回は技術担当者も同席。",
] as const;
