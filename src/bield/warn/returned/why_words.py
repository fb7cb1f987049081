"""How servers say why a mail came back: words, in order.

Written for Bield from what servers were seen to say, in words as short as they tell. The first that
is found holds, so what passes stands before what lasts: an address is lost only where nothing
softer is said.
"""

from __future__ import annotations

import re

from bield.records.returned import Why


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


WHY: tuple[tuple[Why, re.Pattern[str]], ...] = (
    (
        Why.GREYLISTED,
        _any(r"gr[ea]y[- ]?list", r"try again (?:in|after) \d+ (?:sec|min)", r"postgrey"),
    ),
    (
        Why.NOT_AUTHENTICATED,
        _any(
            r"\bdmarc\b",
            r"\bspf\b[^.]{0,60}\b(?:fail|not pass|check|deny|denied|reject|none)",
            r"(?:fail|reject)[^.]{0,40}\b(?:spf|dkim)\b",
            r"\bdkim\b[^.]{0,60}\b(?:fail|invalid|not pass)",
            r"unauthenticated (?:e-?mail|mail|sender)",
            r"sender is unauthenticated",
        ),
    ),
    (
        Why.MAILBOX_FULL,
        _any(
            r"(?:mail-?\s?box|mail ?folder|inbox|postfach[^.]{0,20}|account|buz[oó]n"
            r"|bo[iî]te[^.]{0,20}"
            r"|casella"
            r"[^.]{0,20}|caixa[^.]{0,20}|skrzynk\w+[^.]{0,20})"
            r"(?: of [^ ]+)?(?: is| ist| has been| est| est[aá]| jest| è)? ?"
            r"(?:already |currently |zu )?"
            r"(?:full|voll|pleine|llen[oa]|pien[oa]|chei[oa]|pełn[aey]|vol\b|over ?quota)",
            r"(?:full|volles?) (?:mail-?box|inbox|postfach)",
            r"over(?:[- ]?drawn)?[- ]?(?:disk |its |the |his |their |storage )*quota",
            r"exceed\w*[^.]{0,40}\b(?:quota|storage|mailbox size|space)",
            r"quota[^.]{0,40}\b(?:exceed|violat|full|reached|overschreden|dépass|superad|overschritten)",
            r"(?:insufficient|not enough|out of|no)[^.]{0,15} storage",
            r"out of (?:storage )?space",
            r"has too much mail stored",
            r"mailfull|mailbox_?full|QuotaExceeded|quota error",
            r"speicherplatz|quota d[eé]pass",
            r"storage limit",
        ),
    ),
    (
        Why.TOO_MANY,
        _any(
            r"rate[- ]?limit",
            r"too many (?:messages|connections|recipients|mails|emails|errors)",
            r"(?:receiving|sending|received) (?:mail|e-?mails?|messages) (?:at a rate"
            r"|too quickly)",
            r"unusual(?:ly)? (?:high )?(?:rate|volume|amount)",
            r"throttl",
            r"(?:daily|hourly|message|sending) (?:sending )?(?:limit|quota) (?:exceeded|reached)",
            r"\bTSS0\d|\[TSS?0?\d\]|temporarily deferred due to (?:unexpected|user)",
        ),
    ),
    (
        Why.NO_SUCH_DOMAIN,
        _any(
            r"\bnxdomain\b",
            r"host (?:or domain name )?not found(?!\w)(?![^.]{0,30}try again)",
            r"(?:unknown|no such) (?:host|domain)",
            r"unrout(?:e)?able (?:mail )?(?:domain|address)",
            r"domain (?:name )?(?:[^ ]+ )?(?:does ?n[o']t exist|not found|unknown|invalid)",
            r"(?:couldn't|could not|cannot) find any host (?:named|by that name)",
            r"could not find a gateway",
            r"null ?mx|does not accept mail \(nullmx\)",
            r"all relevant mx records point to non-existent",
            r"no (?:valid |such )?mx\b",
            r"dns error[^.]{0,80}domain name not found",
            r"InfoDomainNonexistent",
        ),
    ),
    (
        Why.LOOP,
        _any(
            r"too many hops", r"hop count exceeded", r"mail loop|looping|loops? (?:back|detected)"
        ),
    ),
    (
        Why.TOO_LARGE,
        _any(
            r"(?:message|mail|size)[^.]{0,30}(?:too (?:large|big)|exceeds? [^.]{0,40}(?:size|limit"
            r"|maximum))",
            r"exceed\w*[^.]{0,40}(?:message|mail) size|message size exceeds|SizeLimit",
        ),
    ),
    (
        Why.SENDER_REFUSED,
        _any(
            r"block ?-?list|black-?list|blocklist|\bdnsbl\b|\brbls?\b|spamhaus|barracudacentral"
            r"|spamcop"
            r"|sorbs|abusix|\bbl\.",
            r"\breputation\b",
            r"(?:your|sending|client|sender) (?:ip|host|server|network|domain|message system)"
            r"[^.]{0,40}(?:block|banned|denied|reject|refus)",
            r"sender (?:address |domain )?(?:rejected|denied|blocked|verify failed)",
            r"\bblocked\b[^.]{0,30}\b(?:ip|address|network|host)\b",
            r"part of their network is on our block",
            r"(?:reverse dns|ptr record|rdns)",
            r"banned sending ip|ip address[^.]{0,20}(?:rejected|block)",
            r"client host[^.]{0,80}blocked",
            r"ip-?adresse[^.]{0,40}(?:gesperrt|blockiert)",
            r"nemesis esmtp[^.]{0,60}no smtp service|bad dns ptr",
            r"local policy[^.]{0,20}\(?(?:ip|cs0?1|hm0?8)",
        ),
    ),
    (
        Why.CONTENT,
        _any(
            r"\bspam\b|\bjunk\b",
            r"\bvirus\b|malware|infected|phishing",
            r"message (?:content|body)[^.]{0,40}(?:reject|refus|block|unaccept|denied)",
            r"content (?:rejected|filter|unacceptable|denied|policy)",
            r"\bunsolicited\b|ContentRejected|bulk mail",
            r"(?:attachment|file type|header)[^.]{0,40}(?:not allowed|block|banned|reject)",
            r"prohibited (?:content|attachment)|message contains",
        ),
    ),
    (
        Why.NOT_PERMITTED,
        _any(
            r"not accepting (?:mail|messages) from",
            r"RestrictedRecipient|SenderNotAuthenticated|RESOLVER\.RST\.(?:NotAuthorized"
            r"|AuthRequired"
            r"|RestrictedToRec\w+)",
            r"(?:do(?:es)? not have|without) permission to (?:send|e-?mail|submit)",
            r"not authori[sz]ed to send|only accepts? (?:mail|messages) from",
            r"(?:recipient|user) (?:has )?(?:rejected|blocked|refuses) (?:your )?(?:mail"
            r"|messages|you)",
            r"list of (?:allowed|permitted) senders|sender (?:is )?not (?:allowed|authenticated)",
            r"administrative prohibition",
            r"your email address is (?:on|in) (?:the|their) (?:block|reject)",
        ),
    ),
    (
        Why.DISABLED,
        _any(
            r"(?:account|mailbox|user|address|recipient|e-?mail"
            r"|profile)\b[^.]{0,60}?(?:has been |is |was "
            r"|that you tried to reach is |currently )(?:been )?(?:temporarily )?(?:disabled"
            r"|discontinued|inactive|suspended|deactivated|closed|terminated|locked|expired"
            r"|deleted"
            r"|cancell?ed|blocked\b(?!.{0,40}sender)|over the allowed)",
            r"\b(?:disabled|inactive|suspended|closed|deactivated|expired) "
            r"(?:recipient|mailbox|account|user|address)",
            r"mailbox disabled|account disabled|user (?:disabled|suspended)|DisabledUser"
            r"|inactive user",
            r"no longer (?:valid|active|in use|available|on server|an? (?:active|valid)|accept\w*"
            r"|with|works?|employed|at this)",
            r"has (?:moved|left)|user has moved",
            r"not been (?:used|logged into) for",
            r"(?:wurde|ist) (?:deaktiviert|gesperrt|gelöscht)|nicht mehr (?:gültig|aktiv"
            r"|erreichbar)",
        ),
    ),
    (
        Why.NO_SUCH_ADDRESS,
        _any(
            r"(?:user|recipient|receiver|mailbox|account|address(?:ee)?|alias|local part"
            r"|userid)(?: name)?"
            r"[^.\n]{0,60}?"
            r"(?:\bunknown|not found|does ?n[o']t exist|do not exist|non-?exist|not exist"
            r"|not known"
            r"|not recogni[sz]ed|not (?:listed|registered)|not a (?:valid|known)"
            r"|invalid|is wrong|unavailable|not valid|is incorrect|not (?:local|here)"
            r"|undeliverable)",
            r"(?:unknown|no such|invalid|illegal|non-?existent|bad|not a valid|wrong|not our"
            r"|unrecogni[sz]ed) "
            r"(?:or (?:illegal|invalid) )?(?:final delivery )?(?:destination )?(?:local )?"
            r"(?:user|recipient|mailbox|account|address|alias|person|rcpt|customer"
            r"|local[- ]?part)",
            r"no (?:mailbox|account|user|one|such person)\b[^.]{0,30}"
            r"(?:by that name|with that name|here|at this|found)",
            r"(?:doesn't|does not|didn't|did not) have an? [^ ]+ account",
            r"(?:there is|there's) no (?:user|account|mailbox|such|one)",
            r"NoSuchUser|RecipientNotFound|RecipNotFound|RecipientNotFound|UnknownUser"
            r"|user_unknown",
            r"did not (?:exactly )?match an?",
            r"not? (?:valid recipients?|mailbox here)|no valid recipients? (?:were|was)",
            r"mailbox (?:is )?unavailable|recipient (?:address )?(?:reserved|rejected)",
            r"no matches to nameserver query|address lookup failed|address (?:couldn't be"
            r"|not) found",
            r"(?:wasn't|was not|couldn't be|could not be) found",
            r"access denied\.? *(?:as\(|\[)",
            r"(?:benutzer|empf[äa]nger|adresse|postfach)[^.]{0,40}(?:unbekannt|nicht gefunden"
            r"|existiert nicht|nicht vorhanden|konnte nicht gefunden)",
            r"(?:utilisateur|destinataire|adresse)[^.]{0,40}(?:inconnu|introuvable|n'existe pas"
            r"|n'a pas été trouvé)",
            r"(?:usuario|destinatario|direcci[oó]n|buz[oó]n|cuenta)[^.]{0,40}(?:desconocid"
            r"|no existe"
            r"|no encontrad|no se (?:ha )?encontr)",
            r"(?:utente|destinatario|indirizzo|casella)[^.]{0,40}(?:sconosciut|inesistente"
            r"|non esiste"
            r"|non (?:è stat\w )?trovat)",
            r"(?:utilizador|usuário|destinatário|endereço)[^.]{0,40}(?:desconhecid|não existe"
            r"|não (?:foi )?encontrad)",
            r"(?:gebruiker|ontvanger|adres|geadresseerde)[^.]{0,40}(?:onbekend|bestaat niet"
            r"|niet gevonden)",
            r"(?:użytkownik|odbiorca|adres|konto)[^.]{0,40}(?:nieznan|nie istnieje"
            r"|nie znaleziono)",
        ),
    ),
    (
        Why.UNREACHABLE,
        _any(
            r"connection (?:timed? ?out|refused|dropped|reset|lost)|(?:can't|could not|couldn't"
            r"|unable"
            r" to|wasn't able to) (?:connect|establish|open)",
            r"connect to .{0,80}(?:timed? ?out|refused|unreachable)",
            r"no route to host|network (?:is )?unreachable|host (?:is )?(?:down|unreachable)",
            r"timed? ?out|timeout|retry time(?:out)? (?:exceeded|not reached)",
            r"(?:queue|delivery) (?:time )?(?:too long|expired)|message expired|too long in queue",
            r"in the queue too long|server (?:is )?(?:unavailable|busy)|unavailable or busy",
            r"dns (?:lookup|query|server)[^.]{0,40}(?:fail|time)",
            r"connection to mail exchanger failed|\d+ (?:delivery )?attempts",
            r"not (?:be )?reach(?:ed|able)?[^.]{0,20}server|lost connection",
            r"did ?n[o']t (?:respond|answer)|not responding|is not accepting connections",
        ),
    ),
    (
        Why.SYSTEM,
        _any(
            r"internal (?:server )?error|local (?:error|configuration)|configuration (?:error"
            r"|problem)",
            r"command (?:died|output)|service (?:temporarily )?(?:unavailable|not available)",
            r"temporar(?:y|ily)[^.]{0,40}(?:fail|error|problem|unavailable|deferred|rejected)",
            r"system (?:error|not accepting)|resources? (?:temporarily )?unavailable"
            r"|disk (?:full|error)",
            r"try again later|tls (?:required|negotiation|handshake)",
        ),
    ),
)
