// What people write to a support desk, and the 5 % of subjects that break careless code.

export const subjects = [
  "Cannot sign in after the update",
  "Invoice shows the wrong address",
  "Export to CSV stops at 10,000 rows",
  "How do I change the owner of a project?",
  "Payment was taken twice",
  "Password reset mail does not arrive",
  "Webhook deliveries are late",
  "Passwort lässt sich nicht zurücksetzen",
  "La facture n'arrive pas",
  "No puedo cancelar la suscripción",
  "請求書の宛名を変更したい",
  "Не приходить лист із підтвердженням",
  "Δεν μπορώ να συνδεθώ",
  "無法登入",
] as const;

export const nastySubjects = [
  `"Quoted" 'subject' with \\backslash\\ and \`ticks\``,
  "<script>alert('x')</script> & <b>bold</b> &amp; twice",
  "🧨💳 card declined 👩‍👩‍👧‍👦 for the whole family 🇺🇦",
  "لا أستطيع الدخول إلى حسابي (error 403)",
  "החשבונית לא הגיעה \u202eabc\u202c",
  "Robert'); DROP TABLE tickets;--",
  'status:open type:user "requester:me" * OR 1=1',
  '  leading,\tcomma "and" tab; line\u2028separator ',
  "{{ticket.title}} ${process.env.HOME} %s %00",
  "Z̸a̵l̶g̷o̴ t̷e̷x̸t̶ ﷽ ｆｕｌｌｗｉｄｔｈ",
] as const;

export const questions = [
  "It worked last week. Since Monday I get an error each time, also in another browser.",
  "Could you please look into this? We have a deadline on Friday.",
  "I attached nothing because the upload fails as well.",
  "Guten Tag,\n\nbitte um kurze Rückmeldung.\n\nMit freundlichen Grüßen",
  "Bonjour,\nmerci de m'aider dès que possible.",
  "お世話になっております。ご確認をお願いいたします。",
  "Привіт! Підкажіть, будь ласка, що робити далі?",
  'Line one\r\nLine two with "quotes" & <tags>\r\n-- \r\nSent from my phone',
] as const;

export const answers = [
  "Thanks for writing. Which browser and version do you use?",
  "We found the cause and will deploy a correction today.",
  "I have refunded the second charge; it takes three to five days to show.",
  "Could you try again and tell us the time of the error?",
  "Closing this for now. Answer this mail to open it again.",
] as const;

export const notes = [
  "Customer called as well.",
  "Escalated to engineering, see the incident channel.",
  "VIP, keep an eye on it.",
] as const;

export const tags = ["billing", "login", "export", "vip", "bug", "how_to", "refund", "mobile"] as const;
