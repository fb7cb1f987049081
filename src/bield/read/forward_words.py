"""The words by which mail programs mark what was passed on: data, one entry a language.

Collected from how Gmail, Outlook, Apple Mail, Thunderbird and Yahoo word a forward in each
language. Gmail keeps its marker and most headings in English whatever the language, so the
English words go with every other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How one language words a forward. Case does not matter."""

    sender: tuple[str, ...]
    sent: tuple[str, ...]
    to: tuple[str, ...]
    subject: tuple[str, ...]
    other: tuple[str, ...] = ()
    """Copy, attachments and the like: they belong to the block and say nothing more."""
    forwarded: tuple[str, ...] = ()
    """Lines that mark a forward, without dashes and colon."""
    original: tuple[str, ...] = ()
    """Lines that stand above a forward and above a quoted answer alike."""


WORDS: Mapping[str, Words] = {
    "en": Words(
        sender=("From",),
        sent=("Sent", "Date", "Sent at", "Sent on", "Date sent"),
        to=("To",),
        subject=("Subject",),
        other=("Cc", "Bcc", "Reply-To", "Importance", "Attachments", "Priority", "Sender"),
        forwarded=("Forwarded message", "Begin forwarded message", "Forwarded mail",
                   "Forwarded email", "Start of forwarded message"),
        original=("Original Message", "Original Email", "Original mail"),
    ),
    "de": Words(
        sender=("Von", "Absender"),
        sent=("Gesendet", "Datum", "Gesendet am"),
        to=("An", "Empfänger"),
        subject=("Betreff",),
        other=("Kopie", "Antwort an", "Wichtigkeit", "Anlagen", "Priorität"),
        forwarded=("Weitergeleitete Nachricht", "Anfang der weitergeleiteten Nachricht",
                   "Weitergeleitete E-Mail", "Weitergeleitete Mail",
                   "Beginn der weitergeleiteten Nachricht"),
        original=("Ursprüngliche Nachricht", "Originalnachricht", "Original-Nachricht",
                  "Originalmail", "Ursprüngliche Mail"),
    ),
    "fr": Words(
        sender=("De", "Expéditeur"),
        sent=("Envoyé", "Date", "Envoyé le", "Date d'envoi"),
        to=("À", "A", "Pour", "Destinataire"),
        subject=("Objet", "Sujet"),
        other=("Copie", "Copie à", "Répondre à", "Pièces jointes", "Importance"),
        forwarded=("Message transféré", "Début du message transféré", "Message transmis",
                   "Début du message réexpédié", "Message réexpédié", "Courriel transféré",
                   "E-mail transféré"),
        original=("Message d'origine", "Message original", "Courriel original"),
    ),
    "es": Words(
        sender=("De", "Remitente"),
        sent=("Enviado", "Fecha", "Enviado el", "Fecha de envío"),
        to=("Para", "A", "Destinatario"),
        subject=("Asunto",),
        other=("Copia", "Responder a", "Adjuntos", "Datos adjuntos", "Importancia"),
        forwarded=("Mensaje reenviado", "Inicio del mensaje reenviado", "Correo reenviado",
                   "Comienzo del mensaje reenviado", "Comienza mensaje reenviado"),
        original=("Mensaje original", "Correo original"),
    ),
    "it": Words(
        sender=("Da", "Mittente"),
        sent=("Inviato", "Data", "Data invio", "Inviato il"),
        to=("A", "Per", "Destinatario"),
        subject=("Oggetto",),
        other=("Rispondi a", "Allegati", "Priorità", "Copia"),
        forwarded=("Messaggio inoltrato", "Inizio messaggio inoltrato",
                   "Inizio del messaggio inoltrato", "Mail inoltrata", "E-mail inoltrata"),
        original=("Messaggio originale", "Messaggio originario"),
    ),
    "pt": Words(
        sender=("De", "Remetente"),
        sent=("Enviada", "Enviado", "Data", "Enviada em", "Enviado em", "Data de envio"),
        to=("Para", "Destinatário"),
        subject=("Assunto",),
        other=("Responder a", "Anexos", "Importância", "Cópia"),
        forwarded=("Mensagem encaminhada", "Mensagem reencaminhada",
                   "Início da mensagem encaminhada", "Início da mensagem reencaminhada",
                   "Início de mensagem encaminhada", "E-mail encaminhado"),
        original=("Mensagem original", "E-mail original"),
    ),
    "nl": Words(
        sender=("Van", "Afzender"),
        sent=("Verzonden", "Datum", "Verzonden op", "Verstuurd"),
        to=("Aan", "Naar"),
        subject=("Onderwerp",),
        other=("Kopie", "Antwoord aan", "Bijlagen", "Urgentie"),
        forwarded=("Doorgestuurd bericht", "Begin doorgestuurd bericht", "Doorgestuurde e-mail",
                   "Doorgestuurde mail", "Begin van doorgestuurd bericht"),
        original=("Oorspronkelijk bericht", "Oorspronkelijke bericht", "Origineel bericht"),
    ),
    "pl": Words(
        sender=("Od", "Nadawca"),
        sent=("Wysłano", "Wysłane", "Data", "Data wysłania"),
        to=("Do", "Adresat"),
        subject=("Temat",),
        other=("DW", "Kopia", "Odpowiedz do", "Załączniki", "Ważność"),
        forwarded=("Przekazana wiadomość", "Wiadomość przekazana", "Przesłana wiadomość",
                   "Początek przekazywanej wiadomości", "Początek przekazanej wiadomości",
                   "Treść przekazanej wiadomości", "Wiadomość przesłana dalej"),
        original=("Wiadomość oryginalna", "Oryginalna wiadomość"),
    ),
    "sv": Words(
        sender=("Från", "Avsändare"),
        sent=("Skickat", "Datum", "Skickad"),
        to=("Till",),
        subject=("Ämne",),
        other=("Kopia", "Svara till", "Bilagor", "Prioritet"),
        forwarded=("Vidarebefordrat meddelande", "Vidarebefordrat brev", "Vidarebefordrat mejl",
                   "Påbörjat vidarebefordrat meddelande", "Börja vidarebefordrat meddelande"),
        original=("Ursprungligt meddelande", "Originalmeddelande"),
    ),
    "da": Words(
        sender=("Fra", "Afsender"),
        sent=("Sendt", "Dato", "Sendt den"),
        to=("Til",),
        subject=("Emne",),
        other=("Kopi", "Svar til", "Vedhæftede filer", "Prioritet"),
        forwarded=("Videresendt besked", "Videresendt meddelelse", "Start på videresendt besked",
                   "Begynd videresendt besked", "Videresendt e-mail", "Videresendt mail"),
        original=("Oprindelig meddelelse", "Oprindelig besked", "Original besked"),
    ),
    "nb": Words(
        sender=("Fra", "Avsender"),
        sent=("Sendt", "Dato"),
        to=("Til",),
        subject=("Emne",),
        other=("Kopi", "Svar til", "Vedlegg"),
        forwarded=("Videresendt melding", "Begynnelse på videresendt melding",
                   "Start på videresendt melding", "Videresendt e-post"),
        original=("Opprinnelig melding", "Original melding"),
    ),
    "fi": Words(
        sender=("Lähettäjä",),
        sent=("Lähetetty", "Päivämäärä", "Päiväys", "Pvm", "Lähetysaika"),
        to=("Vastaanottaja", "Saaja"),
        subject=("Aihe",),
        other=("Kopio", "Vastausosoite", "Liitteet"),
        forwarded=("Välitetty viesti", "Edelleenlähetetty viesti", "Välitetty viesti alkaa",
                   "Aloita edelleenlähetetty viesti", "Edelleen lähetetty viesti"),
        original=("Alkuperäinen viesti",),
    ),
    "is": Words(
        sender=("Frá",), sent=("Sent", "Dagsetning"), to=("Til",), subject=("Efni",),
        forwarded=("Áframsend skilaboð", "Áframsent skeyti"), original=("Upprunaleg skilaboð",),
    ),
    "hu": Words(
        sender=("Feladó", "Küldő"),
        sent=("Elküldve", "Dátum", "Küldve", "Küldés dátuma"),
        to=("Címzett",),
        subject=("Tárgy",),
        other=("Másolatot kap", "Másolat", "Mellékletek"),
        forwarded=("Továbbított üzenet", "Továbbított levél", "Továbbított üzenet kezdete",
                   "A továbbított üzenet kezdete"),
        original=("Eredeti üzenet", "Eredeti levél"),
    ),
    "ro": Words(
        sender=("De la", "De", "Expeditor"),
        sent=("Trimis", "Data", "Dată", "Trimisă"),
        to=("Către", "Catre", "Destinatar", "Pentru"),
        subject=("Subiect", "Subiectul"),
        other=("Atașări", "Copie"),
        forwarded=("Mesaj redirecționat", "Mesaj redirectionat", "Mesaj transmis mai departe",
                   "Începutul mesajului redirecționat", "Mesaj înaintat", "Mesaj retransmis"),
        original=("Mesaj original", "Mesajul original"),
    ),
    "cs": Words(
        sender=("Od", "Odesílatel"),
        sent=("Odesláno", "Datum", "Posláno"),
        to=("Komu", "Pro", "Příjemce"),
        subject=("Předmět",),
        other=("Kopie", "Odpověď", "Přílohy"),
        forwarded=("Přeposlaná zpráva", "Přeposlaný e-mail", "Začátek přeposlané zprávy",
                   "Začátek přeposílané zprávy"),
        original=("Původní zpráva", "Původní e-mail"),
    ),
    "sk": Words(
        sender=("Od", "Odosielateľ"),
        sent=("Odoslané", "Dátum", "Poslané"),
        to=("Komu", "Pre"),
        subject=("Predmet",),
        other=("Kópia", "Prílohy"),
        forwarded=("Preposlaná správa", "Začiatok preposlanej správy"),
        original=("Pôvodná správa",),
    ),
    "sl": Words(
        sender=("Od", "Pošiljatelj"), sent=("Poslano", "Datum"), to=("Za", "Prejemnik"),
        subject=("Zadeva",), other=("Kp", "Priloge"), forwarded=("Posredovano sporočilo",),
        original=("Izvirno sporočilo",),
    ),
    "hr": Words(
        sender=("Od", "Šalje"), sent=("Poslano", "Datum"), to=("Za", "Prima"),
        subject=("Predmet", "Naslov"), other=("Kopija", "Privici"),
        forwarded=("Proslijeđena poruka", "Početak proslijeđene poruke", "Prosleđena poruka"),
        original=("Izvorna poruka", "Originalna poruka"),
    ),
    "sr": Words(
        sender=("Од", "Шаље"), sent=("Послато", "Датум"), to=("За", "Прима"),
        subject=("Предмет", "Наслов"), forwarded=("Прослеђена порука",),
        original=("Оригинална порука",),
    ),
    "el": Words(
        sender=("Από", "Αποστολέας"),
        sent=("Στάλθηκε", "Ημερομηνία", "Απεσταλμένα", "Εστάλη"),
        to=("Προς",),
        subject=("Θέμα",),
        other=("Κοιν", "Κοινοποίηση", "Συνημμένα"),
        forwarded=("Προωθημένο μήνυμα", "Έναρξη προωθημένου μηνύματος",
                   "Αρχή προωθημένου μηνύματος"),
        original=("Αρχικό μήνυμα",),
    ),
    "bg": Words(
        sender=("От", "Подател"), sent=("Изпратено", "Дата"), to=("До", "Кому", "Получател"),
        subject=("Относно", "Тема"), other=("Копие",),
        forwarded=("Препратено съобщение", "Начало на препратеното съобщение",
                   "Препратено писмо"),
        original=("Оригинално съобщение",),
    ),
    "ru": Words(
        sender=("От", "От кого", "Отправитель"),
        sent=("Отправлено", "Дата", "Послано"),
        to=("Кому", "Получатель"),
        subject=("Тема",),
        other=("Копия", "Ответить", "Вложения", "Важность"),
        forwarded=("Пересылаемое сообщение", "Пересланное сообщение", "Пересылаемое письмо",
                   "Перенаправленное сообщение", "Начало переадресованного сообщения",
                   "Начало пересылаемого сообщения", "Пересланное письмо",
                   "Перенаправленное письмо"),
        original=("Исходное сообщение", "Оригинальное сообщение", "Исходное письмо"),
    ),
    "uk": Words(
        sender=("Від", "Від кого", "Відправник"),
        sent=("Надіслано", "Дата", "Відправлено"),
        to=("Кому", "Одержувач"),
        subject=("Тема",),
        other=("Копія", "Вкладення"),
        forwarded=("Переслане повідомлення", "Пересланий лист", "Переадресоване повідомлення",
                   "Початок пересланого повідомлення", "Початок переадресованого повідомлення",
                   "Перенаправлене повідомлення"),
        original=("Вихідне повідомлення", "Оригінальне повідомлення", "Початкове повідомлення"),
    ),
    "tr": Words(
        sender=("Kimden", "Gönderen"),
        sent=("Gönderildi", "Tarih", "Gönderilme", "Gönderme Tarihi"),
        to=("Kime", "Alıcı"),
        subject=("Konu",),
        other=("Bilgi", "Ekler", "Yanıtla"),
        forwarded=("İletilmiş mesaj", "İletilen mesaj", "Yönlendirilen ileti",
                   "Yönlendirilmiş ileti", "İletilen ileti başlangıcı", "İletilen e-posta",
                   "Yönlendirilmiş mesaj"),
        original=("Özgün İleti", "Orijinal mesaj", "Orijinal ileti", "Asıl ileti"),
    ),
    "et": Words(
        sender=("Saatja", "Kellelt"), sent=("Saadetud", "Kuupäev"),
        to=("Adressaat", "Saaja", "Kellele"), subject=("Teema",), other=("Koopia",),
        forwarded=("Edastatud kiri", "Edastatud sõnum", "Edasisaadetud kiri"),
        original=("Algne sõnum", "Originaalsõnum"),
    ),
    "lv": Words(
        sender=("No", "Sūtītājs"), sent=("Nosūtīts", "Datums"), to=("Kam", "Adresāts"),
        subject=("Tēma", "Temats"), other=("Kopija",),
        forwarded=("Pārsūtīta ziņa", "Pārsūtītā ziņa", "Pārsūtīts ziņojums"),
        original=("Sākotnējais ziņojums",),
    ),
    "lt": Words(
        sender=("Nuo", "Siuntėjas"), sent=("Išsiųsta", "Data"), to=("Kam", "Iki", "Gavėjas"),
        subject=("Tema",), other=("Kopija",),
        forwarded=("Persiųstas laiškas", "Persiunčiamas laiškas", "Persiųsta žinutė"),
        original=("Pradinis laiškas", "Originalus laiškas"),
    ),
    "ca": Words(
        sender=("De",), sent=("Enviat", "Data", "Enviat el"), to=("Per a", "A", "Per"),
        subject=("Assumpte", "Tema"), other=("A/c",),
        forwarded=("Missatge reenviat", "Inici del missatge reenviat"),
        original=("Missatge original",),
    ),
    "cy": Words(
        sender=("Oddi wrth", "Gan"), sent=("Anfonwyd", "Dyddiad"), to=("At",),
        subject=("Pwnc", "Testun"),
        forwarded=("Neges wedi'i hanfon ymlaen", "Neges a anfonwyd ymlaen"),
        original=("Neges Wreiddiol",),
    ),
    "ga": Words(
        sender=("Ó",), sent=("Seolta", "Dáta"), to=("Chuig", "Go"), subject=("Ábhar",),
        forwarded=("Teachtaireacht curtha ar aghaidh", "Teachtaireacht ar Aghaidh"),
        original=("Teachtaireacht bhunaidh",),
    ),
    "ja": Words(
        sender=("差出人", "送信者", "送信元"),
        sent=("送信日時", "日時", "日付", "送信日"),
        to=("宛先", "受信者", "送信先"),
        subject=("件名",),
        other=("返信先", "添付ファイル"),
        forwarded=("転送されたメッセージ", "転送メッセージ", "転送されたメール", "転送メール",
                   "転送されたメッセージの開始"),
        original=("元のメッセージ", "オリジナルメッセージ", "オリジナル メッセージ", "元のメール"),
    ),
    "zh": Words(
        sender=("发件人", "寄件者", "寄件人", "發件人"),
        sent=("发送时间", "发送日期", "日期", "时间", "傳送時間", "寄件日期", "已傳送", "傳送日期",
              "發送時間", "時間"),
        to=("收件人", "收件者"),
        subject=("主题", "主旨", "主題"),
        other=("抄送", "副本", "附件", "抄送人"),
        forwarded=("转发的邮件", "转发邮件", "转发的消息", "被转发的邮件", "转发邮件信息",
                   "下面是被转发的邮件", "以下是转发的邮件", "轉寄郵件", "轉寄的郵件", "轉寄的訊息",
                   "轉寄訊息", "開始轉寄訊息", "以下是被轉寄的訊息", "转发的信件", "轉發的郵件"),
        original=("原始邮件", "邮件原件", "原邮件", "原始郵件", "原始訊息"),
    ),
    "ko": Words(
        sender=("보낸 사람", "보낸사람", "발신", "발신인"),
        sent=("보낸 날짜", "보낸날짜", "날짜", "보낸 시간", "발송일"),
        to=("받는 사람", "받는사람", "수신", "수신인"),
        subject=("제목",),
        other=("참조", "첨부 파일"),
        forwarded=("전달된 메시지", "전달된 메일", "전달한 메시지", "전달된 메시지의 시작",
                   "전달된 이메일"),
        original=("원본 메시지", "원본 메일", "원본 이메일"),
    ),
    "ar": Words(
        sender=("من", "المرسل"),
        sent=("تاريخ الإرسال", "التاريخ", "تم الإرسال", "أرسلت", "تاريخ"),
        to=("إلى", "الى", "المرسل إليه"),
        subject=("الموضوع", "موضوع"),
        other=("نسخة", "المرفقات"),
        forwarded=("رسالة معاد توجيهها", "الرسالة المعاد توجيهها", "رسالة مُعاد توجيهها",
                   "بداية الرسالة المعاد توجيهها", "رسالة محولة", "رسالة مُعادة التوجيه"),
        original=("الرسالة الأصلية", "رسالة أصلية"),
    ),
    "he": Words(
        sender=("מאת", "מ"), sent=("נשלח", "תאריך"), to=("אל", "ל"), subject=("נושא", "הנדון"),
        other=("עותק",),
        forwarded=("הודעה שהועברה", "הודעה מועברת", "תחילת ההודעה שהועברה"),
        original=("הודעה מקורית", "ההודעה המקורית"),
    ),
    "fa": Words(
        sender=("از", "فرستنده"), sent=("تاریخ", "ارسال شده", "ارسال"), to=("به", "گیرنده"),
        subject=("موضوع",), forwarded=("پیام هدایت شده", "پیام بازارسال شده", "پیام ارجاع شده"),
        original=("پیام اصلی",),
    ),
    "hi": Words(
        sender=("प्रेषक", "से", "द्वारा"),
        sent=("भेजा गया", "दिनांक", "तारीख", "भेजने की तारीख", "तारीख़"),
        to=("प्रति", "को", "प्रेषिती", "प्राप्तकर्ता"),
        subject=("विषय",),
        forwarded=("अग्रेषित संदेश", "फ़ॉरवर्ड किया गया संदेश", "फॉरवर्ड किया गया संदेश",
                   "अग्रेषित मेल"),
        original=("मूल संदेश",),
    ),
    "bn": Words(
        sender=("থেকে", "প্রেরক"), sent=("তারিখ", "প্রেরিত"), to=("প্রতি", "প্রাপক"),
        subject=("বিষয়",), forwarded=("ফরোয়ার্ড করা বার্তা", "ফরওয়ার্ড করা মেসেজ"),
        original=("মূল বার্তা",),
    ),
    "th": Words(
        sender=("จาก", "ผู้ส่ง"), sent=("ส่งเมื่อ", "วันที่", "ส่ง"), to=("ถึง",),
        subject=("เรื่อง", "หัวเรื่อง", "หัวข้อ"), other=("สำเนา",),
        forwarded=("ข้อความที่ส่งต่อ", "ข้อความส่งต่อ", "เริ่มต้นข้อความที่ส่งต่อ"),
        original=("ข้อความต้นฉบับ", "ข้อความเดิม"),
    ),
    "vi": Words(
        sender=("Từ", "Người gửi"), sent=("Đã gửi", "Ngày", "Ngày gửi", "Gửi"),
        to=("Đến", "Tới", "Người nhận"), subject=("Chủ đề", "Tiêu đề"),
        forwarded=("Thư được chuyển tiếp", "Thư đã chuyển tiếp", "Tin nhắn đã chuyển tiếp",
                   "Bắt đầu thư được chuyển tiếp", "Tin nhắn được chuyển tiếp"),
        original=("Thư gốc", "Tin nhắn gốc"),
    ),
    "id": Words(
        sender=("Dari", "Pengirim"), sent=("Terkirim", "Dikirim", "Tanggal"),
        to=("Kepada", "Untuk", "Ke"), subject=("Subjek", "Perihal", "Hal"), other=("Tembusan",),
        forwarded=("Pesan terusan", "Pesan yang diteruskan", "Mulai pesan terusan",
                   "Email yang diteruskan", "Pesan diteruskan"),
        original=("Pesan asli",),
    ),
    "ms": Words(
        sender=("Daripada", "Dari"), sent=("Dihantar", "Tarikh"), to=("Kepada",),
        subject=("Subjek", "Perkara"), forwarded=("Mesej dimajukan", "Mesej yang dimajukan"),
        original=("Mesej asal",),
    ),
    "tl": Words(
        sender=("Mula kay", "Mula sa"), sent=("Petsa", "Ipinadala"), to=("Para kay", "Para sa"),
        subject=("Paksa",), forwarded=("Ipinasang mensahe", "Naipasang mensahe"),
        original=("Orihinal na mensahe",),
    ),
}  # fmt: skip

FORWARD_PREFIXES = (
    "Fwd", "Fw", "Forward", "WG", "TR", "RV", "I", "Inoltra", "ENC", "Doorst", "VS", "VB", "VL",
    "PD", "Trans", "Továbbítás", "Továbbítva", "TOV", "İLT", "ILT", "ΠΡΘ", "Пересл", "Переслать",
    "Перенапр", "Пер", "転送", "转发", "轉寄", "轉發", "전달", "إعادة توجيه", "תועבר", "הועבר",
    "अग्रेषित", "Redirecționat", "Prosl", "Přep", "Přeposláno", "Preposlané", "Trs", "FYI Fwd",
)  # fmt: skip
"""What stands before the subject of a mail that is passed on, without the colon. «VS» passes on
in Danish and Norwegian and answers in Finnish; who reads that subject alone cannot tell."""

REPLY_PREFIXES = (
    "Re", "AW", "Antw", "Antwort", "SV", "Odp", "R", "Rif", "RES", "Réf", "Ré", "YNT", "YAN",
    "Vá", "Válasz", "Răsp", "Отв", "Ответ", "Відп", "ΑΠ", "ΣΧΕΤ", "返信", "回复", "回覆", "答复",
    "答覆", "답장", "회신", "رد", "השב", "תגובה", "उत्तर", "BLS", "Bls", "TL", "Svar", "Vast", "Atb",
    "Ats", "Hf",
)  # fmt: skip

WROTE = (
    "wrote", "schrieb", "a écrit", "escribió", "escribio", "ha scritto", "escreveu", "schreef",
    "napisał", "napisała", "napisał(a)", "skrev", "kirjoitti", "írta", "a scris", "napsal",
    "napsala", "napsal(a)", "napísal", "napísal(a)", "je napisal", "je napisao", "έγραψε",
    "написа", "написал", "написал(а)", "пише", "пишет", "написав", "yazdı", "şunu yazdı",
    "のメール", "のメッセージ", "写道", "寫道", "님이 작성", "كتب", "כתב", "כתב/ה", "ने लिखा",
    "đã viết", "menulis", "va escriure", "kirjutas", "rakstīja", "rašė", "said",
)  # fmt: skip
"""How the line ends that mail programs put over a quoted answer, without the colon."""
