"""What tells a notice of a server from a letter: who writes, what it is called, what it says.

Written for Bield from what programs were seen to write, in words as short as they tell.
"""

from __future__ import annotations

import re


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE | re.MULTILINE)


DAEMON = re.compile(
    r"^(?:mailer[-._]?daemon|mail[-._]?daemon|post-?master(?:_?\w*)?|mdaemon|daemon|maildaemon"
    r"|mail[-._]delivery[-._]?(?:system|subsystem)|mmdf|mailmaster|imss|smtp[-._]?\w*|bounces?"
    r"|microsoftexchange\w*|system[-._ ]?administrator|undeliverable|uucp|symantec\w*"
    r"|(?:no-?)?reply-?bounce|\w*smtp_mail_service|mail-?admin\w*|postoffice|notifier|delivery"
    r"|ndr|root|mta[-_.]?\w*|mail-?server|gateway|mailgate|non-?delivery|bounce-?handler)$",
    re.IGNORECASE,
)
"""The part before the `@` of those that send bounces."""

DAEMON_NAME = _any(
    r"mail(?:er)?[- ]?(?:delivery|daemon)",
    r"post-?master",
    r"delivery (?:sub)?system|delivery agent|mail agent|\bmta\b|exchange server|smtp server",
    r"system administrator",
    r"mail(?: router)? (?:system|server|gateway)",
    r"^lsmtp\b",
)

FAILED_SUBJECT = _any(
    r"undeliver",
    r"(?:mail|message|delivery|e-?mail)\b.{0,40}\b(?:fail|not delivered|could not be delivered"
    r"|couldn't be delivered|returned)",
    r"fail(?:ure|ed)?\b.{0,30}\b(?:notice|delivery|mail|message)",
    r"return(?:ed|ing) (?:mail|message|to sender|e-?mail)",
    r"non-?delivery|delivery status notification|delivery (?:problem|error|failure)|nondeliver",
    r"delivery (?:warning|delay)|(?:message|mail) delayed|delayed (?:mail|message)",
    r"\bmail (?:system )?error\b|user unknown|not listed in",
    r"(?:unzustellbar|zustellung|nicht zustellbar|zustellfehler)",
    r"(?:non remis|échec de la remise|non distribu|non délivré|échec de distribution)",
    r"no (?:se )?(?:entreg|pudo|puede)|error de entrega|no entregado",
    r"non recapitabil|mancat[ao] recapito|impossibile recapitare",
    r"não (?:entregue|entregável|é possível entregar)|falha na entrega",
    r"onbestelbaar|niet bezorgd|kan niet worden (?:bezorgd|afgeleverd)",
    r"niedostarcz|nie można dostarczyć|niedoręczon",
    r"не (?:доставлен|может быть доставлен)|недоставлен",
    r"配信|送信できません",
)

DELAYED = _any(
    r"^action[ \t]*:[ \t]*delayed",
    r"(?:not|hasn't|has not) (?:yet )?been delivered[^.]{0,60}(?:yet|after \d|to one or more of"
    r"\s+its recipients after)",
    r"has not yet been delivered",
    r"(?:delivery|message|mail|it|attempts?)\b[^.]{0,60}\b(?:is|was|been|still being|will be) "
    r"(?:\w+ )?(?:delayed|postponed|retried|deferred)",
    r"will (?:continue|keep)[^.]{0,20}(?:try|attempt|to (?:try|retry|attempt))",
    r"(?:will|to) be (?:retried|tried again)|still trying|will try again|continue trying"
    r"|will retry",
    r"delivery attempts will continue",
    r"this is (?:a|an) (?:warning message only|advisory-only)",
    r"do not need to resend",
    r"(?:message|delivery) (?:is )?(?:delayed|incomplete)\b"
    r"|delivery (?:status notification )?\(?delay",
    r"weitere zustellversuche|verzögert|erneut versuch",
    r"retard[ée]|sera réessay|nouvelles? tentatives?",
    r"retrasad|se (?:volver[áa]|seguir[áa]) a? ?intent|reintent",
    r"ritardat|in ritardo|verranno effettuati altri tentativi",
    r"atrasad|tentaremos|novas tentativas",
    r"vertraagd|opnieuw (?:proberen|geprobeerd)",
    r"opóźnion|ponowi|kolejne próby",
)

FAILED = _any(
    r"^action[ \t]*:[ \t]*failed",
    r"(?:could|can|was|were|has|have|been|is|wasn't|couldn't|hasn't|did)\s?(?:not"
    r"|n't)?\s[^.]{0,40}"
    r"\bnot?\b[^.]{0,40}(?:deliver|reach|sent|receive)",
    r"(?:couldn't|wasn't|hasn't|can't|cannot|unable to|not able to|impossible to|wasn't able to)"
    r"[^.]{0,50}(?:deliver|reach|sent|send)",
    r"\bundeliver(?:able|ed)|not delivered|non-?delivery|not be delivered|not be reached",
    r"deliver?e?ry[^.]{0,50}(?:fail|abort|error|problem|unsuccess)",
    r"(?:fail|error)\w*[^.]{0,30}(?:deliver|recipient|address)",
    r"(?:delivery|fatal|delivery status) errors?|permanent(?:ly)? (?:fatal )?(?:error|fail)",
    r"(?:address|recipient)(?:\(?e?s\)?)?[^.]{0,40}(?:fail|not receive|had permanent|rejected)",
    r"returned (?:mail|to sender|message)|has been returned|no such user|user unknown"
    r"|unknown user",
    r"unknown address|invalid final delivery|not did reach|error[- ]for:|addresses follow",
    r"did not exactly match|not listed in|no longer valid|was (?:\w+ )?rejected|rejected (?:by"
    r"|your)",
    r"(?:nicht|nie) (?:an |bei )?[^.]{0,40}(?:zugestellt|zustellen|zustellbar|erreicht)"
    r"|unzustellbar",
    r"(?:n'a pas pu|n'ont pas pu|pas été|impossible)[^.]{0,40}(?:remis|distribu|délivr|livr)",
    r"no (?:se )?(?:ha |pudo |puede |pudieron )[^.]{0,40}(?:entreg|recib|llegar)",
    r"(?:non è stato|impossibile|non ha)[^.]{0,40}(?:recapit|consegn|ricev)",
    r"não (?:pôde|pode|foi)[^.]{0,40}(?:entreg|receb)",
    r"niet (?:worden )?[^.]{0,40}(?:bezorgd|afgeleverd|besteld)|onbestelbaar",
    r"nie (?:mogł|został|można)[^.]{0,40}(?:dostarcz|doręcz)",
    r"не (?:\w+ ){0,3}доставлен|не удалось доставить",
)

ORIGINAL_BEGINS = re.compile(
    r"^[ \t>*|=_~-]*(?:(?:this is a|below this line is a|here is your|below the next line is a"
    r"|included is a|the following is a)\b.{0,60}\b(?:copy|message|mail)\b.{0,60}"
    r"|(?:the )?(?:headers?|body|text|summary|first|original)\b.{0,60}\b(?:message|headers?"
    r"|mail)\b"
    r".{0,60}\b(?:follow\w*|below|begins)\b.{0,20}|a summary of the.{0,60}"
    r"|(?:your |the )?(?:original|returned|unsent|undelivered|rejected|old|offending|attached)"
    r" (?:message|mail|e-?mail)\b(?! (?:was|were|has|had|is|could|can|to|sent|with|from"
    r"|you)\b).{0,40}"
    r"|message (?:header|body|text|headers|contents?)\b.{0,40}"
    r"|(?:ursprüngliche|urspruengliche) nachricht.{0,30}|message d'origine.{0,30}"
    r"|mensaje original.{0,30}|messaggio originale.{0,30}|oorspronkelijk bericht.{0,30}"
    r"|oryginalna wiadomość.{0,30}|mensagem original.{0,30}"
    r"|return-path: .*|received: (?:from|by) .*)[ \t:.|=_~*-]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""From here on, what stands in a notice is the mail that came back, and no more of the notice."""

AWAY_SUBJECT = _any(
    r"out[- ]of[- ](?:the[- ])?office|\booo\b|auto(?:matic|mated)?[- ]?(?:reply|response"
    r"|respond|answer)"
    r"|on (?:vacation|holiday|leave)|away from|vacation (?:reply|message|notice)|i am away"
    r"|annual leave",
    r"abwesen|automatische (?:antwort|e-mail)|nicht im (?:büro|haus)|im urlaub",
    r"absen(?:ce|t) (?:du bureau|de)|réponse automatique|en congé|absent",
    r"fuera de (?:la )?oficina|respuesta autom[áa]tica|auto ?respuesta|de vacaciones",
    r"fuori (?:ufficio|sede)|risposta automatica|in ferie|assente",
    r"fora do escritório|resposta autom[áa]tica|de férias|ausência|ausente",
    r"afwezig|automatisch antwoord|niet aanwezig|met vakantie",
    r"poza biurem|automatyczna odpowiedź|autoodpowiedź|na urlopie|nieobecn",
    r"frånvarande|autosvar|automatiskt svar|自動返信|不在|автоответ|отсутств|自动回复",
)

AWAY = _any(
    r"\b(?:i am|i'm|i will be|we are)\b[^.]{0,40}\b(?:out of (?:the )?office|away|on (?:annual "
    r"|sick "
    r"|maternity |parental )?leave|on (?:vacation|holiday)|unavailable|travelling)",
    r"(?:will|shall) (?:reply|respond|answer|get back)[^.]{0,40}(?:when|as soon|on my return"
    r"|upon)",
    r"thank you for (?:your (?:e-?mail|message)|contacting)|we have received your",
    r"ich bin[^.]{0,60}(?:nicht (?:im|erreichbar)|abwesend|im urlaub|außer haus)",
    r"je suis[^.]{0,60}(?:absent|en congé)|actuellement absent",
    r"(?:estoy|estaré)[^.]{0,60}(?:fuera|ausente|de vacaciones)|gracias por (?:contactar"
    r"|su mensaje)",
    r"(?:sono|sarò)[^.]{0,60}(?:assente|fuori|in ferie)",
    r"(?:estou|estarei)[^.]{0,60}(?:fora|ausente|de férias)",
    r"ik ben[^.]{0,60}(?:afwezig|niet aanwezig|met vakantie|vrij)",
    r"(?:jestem|będę)[^.]{0,60}(?:nieobecn|na urlopie|poza biurem)",
)

CHALLENGE = _any(
    r"(?:confirm|verify|prove|validate)[^.]{0,60}(?:that )?(?:you(?:r)?(?: are| message| e-?mail"
    r"| address| identity)?)[^.]{0,60}(?:human|person|real|deliver|released?|not (?:a )?spam"
    r"|message)",
    r"(?:click|reply)[^.]{0,60}(?:to (?:have|get|release|deliver)|so that)[^.]{0,40}"
    r"(?:your|the|this) (?:message|mail|e-?mail)",
    r"(?:guest|approved senders?|whitelist|allowed senders?)[^.]{0,60}(?:list|request|approval)"
    r"[^.]{0,80}(?:verif|confirm|approv|request)",
    r"challenge[- ]response|spam ?arrest|\btmda\b|boxbe|sender verification required",
)
