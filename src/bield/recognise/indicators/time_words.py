"""Words of time in 24 languages: units, counts, days, and what makes a deadline of them.

Each table is a list of words as people write them; `_` stands for a blank. They are folded when
the module is loaded, so accents do not matter. Chinese, Japanese and Korean, which do not part
their words, stand in tables of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from bield.recognise.indicators.reading import words


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    return {word: name for name, listed in table.items() for word in words(listed)}


_UNITS = {
    "en": "minute minutes mins min | hour hours hrs hr h | day days | week weeks",
    "de": "minute minuten min | stunde stunden std h | tag tage tagen | woche wochen",
    "fr": "minute minutes min | heure heures h | jour jours | semaine semaines",
    "es": "minuto minutos min | hora horas h | día días | semana semanas",
    "it": "minuto minuti min | ora ore h | giorno giorni | settimana settimane",
    "pt": "minuto minutos min | hora horas h | dia dias | semana semanas",
    "nl": "minuut minuten min | uur uren u | dag dagen | week weken",
    "pl": "minut minuty minutę min | godzin godziny godzinę godz h | dzień dni | tydzień tygodnie "
    "tygodni",
    "cs": "minut minuty minutu min | hodin hodiny hodinu hod h | den dny dnů dní | týden týdny "
    "týdnů",
    "sv": "minut minuter min | timme timmar tim h | dag dagar dygn | vecka veckor",
    "da": "minut minutter min | timer | dag dage døgn | uge uger",
    "no": "minutt minutter min | timer | dag dager døgn | uke uker",
    "fi": "minuutti minuuttia minuutin min | tunti tuntia tunnin h | päivä päivää päivän | viikko "
    "viikkoa viikon",
    "tr": "dakika dk | saat saatin | gün | hafta",
    "ru": "минут минуты минуту мин | час часа часов ч | день дня дней сутки суток | неделя неделю "
    "недели недель",
    "uk": "хвилин хвилини хвилину хв | година годин години годину год | день дні днів дня доба "
    "добу | "
    "тиждень тижні тижнів",
    "hi": "मिनट | घंटे घंटा घंटों घण्टे | दिन दिनों | हफ्ते हफ्ता सप्ताह",
    "hu": "perc perce perced percen perced | óra órát órája órád órán | nap napja napod napon | "
    "hét "
    "hete héten",
    "ro": "minut minute min | oră ore | zi zile | săptămână săptămâni",
    "el": "λεπτό λεπτά | ώρα ώρες ωρών | μέρα μέρες ημέρα ημέρες ημερών | εβδομάδα εβδομάδες",
    "ar": "دقيقة دقائق | ساعة ساعات | يوم أيام يوما | أسبوع أسابيع",
}
"""Minutes, hours, days, weeks."""
_NUMERALS = {
    "en": "one a an | two a_couple_of couple_of | three | four | five | six | seven | 8=eight "
    "9=nine "
    "10=ten 12=twelve 20=twenty 24=twenty_four 24=twenty-four 30=thirty 36=thirty_six "
    "36=thirty-six "
    "40=forty 48=forty_eight 48=forty-eight 50=fifty 72=seventy_two 72=seventy-two",
    "de": "ein eine einen einer einem | zwei zwo | drei | vier | fünf | sechs | sieben | 10=zehn "
    "12=zwölf 24=vierundzwanzig 48=achtundvierzig",
    "fr": "un une | deux | trois | quatre | cinq | six | sept | 10=dix 12=douze "
    "24=vingt-quatre 48=quarante-huit",
    "es": "un una | dos | tres | cuatro | cinco | seis | siete | 10=diez 12=doce 24=veinticuatro",
    "it": "un un' una uno | due | tre | quattro | cinque | sei | sette | 10=dieci 12=dodici "
    "24=ventiquattro 48=quarantotto",
    "pt": "um uma | dois duas | três | quatro | cinco | seis | sete | 10=dez 12=doze",
    "nl": "een één | twee | drie | vier | vijf | zes | zeven | 10=tien 12=twaalf",
    "pl": "jeden jedną jedna | dwa dwie dwóch dwu | trzy trzech | cztery czterech | pięć pięciu | "
    "sześć | siedem | 10=dziesięć 12=dwanaście",
    "cs": "jeden jednu jedna | dva dvě dvou | tři tří | čtyři čtyř | pět pěti | šest | sedm",
    "sv": "en ett | två | tre | fyra | fem | sex | sju | 10=tio 12=tolv",
    "da": "en et én | to | tre | fire | fem | seks | syv | 10=ti 12=tolv",
    "no": "en et én ett | to | tre | fire | fem | seks | sju syv | 10=ti 12=tolv",
    "fi": "yksi yhden | kaksi kahden | kolme kolmen | neljä neljän | viisi viiden | kuusi | "
    "seitsemän",
    "tr": "bir | iki | üç | dört | beş | altı | yedi",
    "ru": "один одну одна одного | два две двух двое | три трёх трое | четыре | пять пяти | шесть "
    "| "
    "семь | 10=десять 12=двенадцать 24=двадцать_четыре 48=сорок_восемь",
    "uk": "один одну одна одного | два дві двох | три трьох | чотири | п'ять | шість | сім",
    "hi": "एक | दो | तीन | चार | पांच पाँच | छह | सात",
    "hu": "egy | két kettő | három | négy | öt | hat | hét",
    "ro": "o un | două doi | trei | patru | cinci | șase | șapte",
    "el": "μία μια ένα | δύο δυο | τρεις τρία | τέσσερις | πέντε | έξι | επτά",
    "ar": "واحد واحدة | اثنين | ثلاثة ثلاث | أربعة أربع | خمسة خمس | ستة ست | سبعة سبع",
}
"""One to seven, then others by their figure."""


def _units() -> dict[str, dict[str, str]]:
    """Word → language → unit: «h» is an hour in many, «timer» in two."""
    found: dict[str, dict[str, str]] = {}
    for language, row in _UNITS.items():
        for unit, listed in zip(("minute", "hour", "day", "week"), row.split("|"), strict=True):
            for word in words(listed):
                found.setdefault(word, {})[language] = unit
    return found


def _counts() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for language, row in _NUMERALS.items():
        for place, listed in enumerate(row.split("|"), 1):
            for named in listed.split():
                figure, _, word = named.rpartition("=")
                for folded in words(word):
                    found.setdefault(folded, {})[language] = int(figure) if figure else place
    return found


UNITS = _units()
COUNTS = _counts()
"""Number word → language → number: Danish «to» is two, English «to» is not."""
UNITS_OF_TWO = _by_word({"day": "يومان يومين", "hour": "ساعتان ساعتين", "week": "أسبوعان أسبوعين"})
"""Arabic says «two days» in one word."""

LIMITS_BEFORE = frozenset(
    words(
        "within in have has got give giving gave given only just next exactly under than you "
        "deadline limit timer expires expire ends before get another last left wait max maximum is "
        "are innerhalb haben hast habt hat gebe geb nur genau binnen frist bleiben bleibt noch "
        "dans avez delai reste restent sous donne moins en tiene tienes tienen dentro plazo doy "
        "quedan solo hai avete entro tra fra do restano tem tens dou em restam só hebt heb heeft "
        "krijgt geef nog masz macie ciągu daję zostało tylko máš máte během dám zbývá har inom om "
        "ger inden innen giver kun gir bare on annan vain sana есть за течение даю осталось через "
        "срок тебя вас только є маєш маєте протягом лишилося ai aveți termen dispoziție în έχετε "
        "έχεις σε μέσα δίνω لديك معك أمامك خلال عندك पास"
    )
)
LIMITS_BEHIND = (
    r"left\b|remaining|to\b|from\b|after\b|since\b|only\b|max|time\b|and\b|or\b|otherwise|then\b|zeit|um\b|pour\b|"
    r"para\b|per\b|om\b|starting|is\b|deadline|until\b|before\b|i\b|starts|from now|sonst|"
    + "|".join(
        f"{word}(?!\\w)"
        for word in words(
            "içinde süren süreniz var kaldı veriyorum belül van के_अंदर के_भीतर में हैं है "
            "kuluessa "
            "sisällä aikaa чтобы щоб"
        )
    )
)
LIMIT_PHRASES_BEFORE = words("tu_as t'as j'attends_ w_ciągu в_течение για_να")
PAST_BEFORE = words(
    "every each past last few previous about alle jede over updated update since vor hace il_y_a "
    "há acum πριν منذ před for_the spent lasts lasted dauert dure dura duurt trwa trvá varar "
    "kestää длится идёт идет триває"
)
PAST_BEHIND = words(
    "ago old earlier later before_you before_i before_we per_day per_week per_hour per_month "
    "per_year per_person a_day a_week trial free return "
    "delivery warranty notice lang long straight geleden temu sedan siden sitten önce назад тому "
    "पहले"
)

BY_BEFORE = frozenset(
    words(
        "by before until till til deadline latest bis vor spätestens avant jusqu'à jusqu'au "
        "d'ici antes hasta entro fino prima até tot voor uiterlijk do przed před före innan till "
        "senast inden senest indtil innen før før til до к к_ până înainte μέχρι ως قبل حتى"
    )
)
BY_BEHIND = frozenset(words("mennessä asti kadar तक"))
BETWEEN = frozenset(
    words(
        "this next the coming end of zum zur kommenden diesen nächsten le la ce prochain el del "
        "este al il questo a à próxima próximo de esta volgende aanstaande najbliższego tego toto "
        "den på i nästa næste neste день конца την το τη του يوم نهاية gününe günü"
    )
)
DAYS = _by_word(
    {
        "monday": "monday montag lundi lunes lunedì segunda segunda-feira maandag poniedziałek "
        "poniedziałku pondělí pondělka måndag mandag maanantai maanantaihin pazartesi pazartesiye "
        "понедельник понедельника понеділка सोमवार luni δευτέρα الاثنين الإثنين",
        "tuesday": "tuesday dienstag mardi martes martedì terça terça-feira dinsdag wtorek wtorku "
        "úterý úterka tisdag tirsdag tiistai tiistaihin salı salıya вторник вторника вівторка "
        "मंगलवार marți τρίτη الثلاثاء",
        "wednesday": "wednesday mittwoch mercredi miércoles mercoledì quarta quarta-feira woensdag "
        "środa środy středa středy onsdag keskiviikko keskiviikkoon çarşamba çarşambaya среда "
        "среды середи बुधवार miercuri τετάρτη الأربعاء",
        "thursday": "thursday donnerstag jeudi jueves giovedì quinta quinta-feira donderdag "
        "czwartek czwartku čtvrtek čtvrtka torsdag torstai torstaihin perşembe perşembeye четверг "
        "четверга четверга गुरुवार joi πέμπτη الخميس",
        "friday": "friday freitag vendredi viernes venerdì sexta sexta-feira vrijdag piątek piątku "
        "pátek pátku fredag perjantai perjantaihin cuma cumaya пятница пятницы п'ятниці शुक्रवार "
        "vineri παρασκευή الجمعة",
        "saturday": "saturday samstag sonnabend samedi sábado sabato zaterdag sobota soboty sobotu "
        "lördag lørdag lauantai lauantaihin cumartesi cumartesiye суббота субботы суботи शनिवार "
        "sâmbătă σάββατο السبت",
        "sunday": "sunday sonntag dimanche domingo domenica zondag niedziela niedzieli neděle "
        "söndag søndag sunnuntai sunnuntaihin pazar pazara воскресенье воскресенья неділі रविवार "
        "duminică κυριακή الأحد",
        "tomorrow": "tomorrow tmrw tmr morgen demain mañana domani amanhã jutra jutro zítra zítřka "
        "imorgon i_morgon i_morgen imorgen huomenna huomiseen yarın yarına завтра कल mâine αύριο "
        "الغد غدا غد",
        "today": "today tonight heute aujourd'hui soir ce_soir hoy oggi stasera hoje vandaag "
        "vanavond dzisiaj dziś dnes idag i_dag tänään bugün bugüne сегодня сьогодні आज azi diseară "
        "σήμερα اليوم",
        "midnight": "midnight mitternacht minuit medianoche mezzanotte meia-noite middernacht "
        "północy půlnoci midnatt midnat keskiyöhön полуночи miezul_nopții",
    }
)
DAYS_ENDING_THEN = _by_word(
    {
        "monday": "hétfőig", "tuesday": "keddig", "wednesday": "szerdáig",
        "thursday": "csütörtökig", "friday": "péntekig", "saturday": "szombatig",
        "sunday": "vasárnapig", "tomorrow": "holnapig", "today": "máig estig",
        "midnight": "éjfélig",
    }
)  # fmt: skip
"""Hungarian says «until Monday» in one word."""

DEMANDS = words(
    "pay send sent_to transfer bitcoin btc timer clock countdown chance otherwise or_i or_else "
    "if_not "
    "i_will i'll give_you you_have you_got u_have u_got leak share delete the_money post_it "
    "zahl bezahl überweis schick sende geld veröffentlich paie envoy vers argent publi diffus "
    "paga pagu pagá pagh envi "
    "transf dinero deposit difun plata invi mandare mandarmi mandami soldi pubblic dinheiro betal "
    "stuur overmaak zapła "
    "przel wyśl wpła pienią zapla pošl posl peněz zveřejn skick pengar penge mobilepay vipps "
    "swish maksa lähet raha julkais öde ödem gönder para parayı yolla paylaş плат плач перев скин "
    "отправ деньг "
    "солью иначе пришл жду сплат переказ перекаж надішл гроші भेज पैस फैल fizet fizess utal küld "
    "pénz "
    "plăt plat trimit bani πλήρω στείλ λεφτά χρήματα دفع ادفع أدفع لدفع تدفع أرسل ارسل إرسال "
    "تحويل المال بيتكوين "
    "биткоин біткоїн"
)
CJK_DEMANDS = words(
    "支払 払 送金 送 振 拡散 公開 付 转账 轉 打款 公开 曝光 发 보내 송금 입금 지불 유포 뿌 "
    "비트코인 ビットコイン 比特币"
)

CJK_UNITS = {
    **dict.fromkeys(words("分 分钟 分鐘 분"), "minute"),
    **dict.fromkeys(words("時間 小时 小時 個小時 个小时 个钟头 시간"), "hour"),
    **dict.fromkeys(words("日間 日 天 일"), "day"),
    **dict.fromkeys(words("週間 周 星期 주"), "week"),
}
CJK_COUNTS = dict(zip("一二两兩三四五六七", (1, 2, 2, 2, 3, 4, 5, 6, 7), strict=True))
CJK_LIMITS_BEHIND = words(
    "以内 以內 之内 之內 内 內 のうち の猶予 的时间 的時間 時間 안에 이내 내에 내로 안으로"
)
CJK_LIMITS_BEFORE = words("猶予は 期限は 给你 給你 只有 还有 還有 你有 限你 기한은")
CJK_DAYS = _by_word(
    {
        "tomorrow": "明日 明日中 明天 내일", "today": "今日 今日中 今天 今晚 今夜 오늘 오늘밤",
        "monday": "月曜日 月曜 周一 星期一 월요일", "tuesday": "火曜日 火曜 周二 星期二 화요일",
        "wednesday": "水曜日 水曜 周三 星期三 수요일", "thursday": "木曜日 木曜 周四 星期四 목요일",
        "friday": "金曜日 金曜 周五 星期五 금요일", "saturday": "土曜日 土曜 周六 星期六 토요일",
        "sunday": "日曜日 日曜 周日 星期日 星期天 일요일",
    }
)  # fmt: skip
CJK_BY = words("までに まで 之前 以前 前 까지")

EVERY_UNIT = frozenset(chain(UNITS, UNITS_OF_TWO))
EVERY_DAY = frozenset(chain(DAYS, DAYS_ENDING_THEN))
