"""How people say in 24 languages that something is a password, and what follows that is none."""

from __future__ import annotations

from dataclasses import dataclass

from bield.recognise.indicators.reading import words


@dataclass(frozen=True, slots=True)
class Speech:
    """How one language says «your password is …» and «… is one of your passwords»."""

    password: tuple[str, ...]
    your: tuple[str, ...]
    is_: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    your_password: tuple[str, ...] = ()
    """One word for both."""


def _speech(
    password: str, your: str, is_: str, one_of: str = "", your_password: str = ""
) -> Speech:
    return Speech(words(password), words(your), words(is_), words(one_of), words(your_password))


SPEECHES = (
    _speech(
        "password passwords pass_word pass_words passcode passcodes pass_code pass_codes "
        "passphrase "
        "pass_phrase pwd pass",
        "your ur yours the_tua la_tua della_tua le_tue",
        "is was are were be è era e",
        "one_of",
    ),
    _speech(
        "passwort passwörter kennwort passwörtern",
        "ihr ihre ihrer dein deine deiner",
        "ist war lautet lautete",
        "eines eins ein",
    ),
    _speech(
        "mot_de_passe mots_de_passe", "votre vos ton tes", "est était : c'est", "un_de l'un_de"
    ),
    _speech("contraseña contraseñas clave claves", "tu tus su sus", "es era fue", "una_de"),
    _speech("parola parole", "la_tua tua", "è era e", "una_delle"),
    _speech(
        "senha senhas palavra-passe", "sua suas tua tuas a_sua a_tua", "é era e foi", "uma_das"
    ),
    _speech("wachtwoord wachtwoorden", "je jouw uw jullie", "is was luidt", "een_van één_van"),
    _speech("hasło haseł", "twoje twoich wasze", "to jest było brzmi", "jedno_z jednym_z"),
    _speech("heslo hesel", "vaše tvé tvoje vašich tvých", "je bylo", "jedno_z"),
    _speech("lösenord lösenordet", "ditt dina", "är var", "ett_av"),
    _speech("adgangskode adgangskoder adgangskoden kodeord", "din dine", "er var", "en_af"),
    _speech("passord passordet passordene", "ditt dine", "er var", "et_av ett_av"),
    _speech("salasana salasanan", "sinun", "on oli", "yksi", "salasanasi salasanoistasi"),
    _speech(
        "şifre parola",
        "senin sizin",
        ":",
        "",
        "şifreniz şifren şifreni şifrenizi parolan parolanız",
    ),
    _speech(
        "пароль пароля паролей", "ваш твой ваших твоих вашего", "это был есть", "один_из одним_из"
    ),
    _speech("пароль паролів", "ваш твій ваших твоїх", "це був є", "один_з"),
    _speech("पासवर्ड", "आपका तुम्हारा तेरा", "है था", ""),
    _speech("jelszó", "az_ön a_te", ":", "egyik", "jelszavad jelszava jelszavadat jelszavát"),
    _speech("parola parole", "ta dumneavoastră", "este era e", "una_din una_dintre"),
    _speech("κωδικός κωδικό", "ο_κωδικός σου σας", "είναι ήταν", "ένας_από"),
    _speech(
        "كلمة_المرور كلمة_السر الرقم_السري",
        "",
        "هي هو",
        "",
        "كلمة_مرورك كلمة_سرك كلمة_المرور_الخاصة_بك",
    ),
)
CJK_PASSWORD = words("パスワード 密码 密碼 비밀번호 비번 暗証番号 口令")

NOT_SECRETS = frozenset(
    words(
        "is was are not the your you yours and used use has have been that this which from for "
        "with "
        "will can may must should would now only also one it them at in on to of be by or if so as "
        "my me our his her their its here there what when where who how old new current changed "
        "hacked known leaked stolen same different compromised exposed secure safe strong weak "
        "wrong correct protected required expired reset account accounts email address any each "
        "every all some more please below above after before because but until unless then than "
        "very too exactly everything nothing something changing using being working still already "
        "never always just data manager managers field reuse hash hashes policy protection invalid "
        "incorrect optional indeed following this: following: changed, about into over out up off "
        "find found expiring encrypted stored hidden missing unknown valid case-sensitive "
        "important "
        "private personal unique shown sent ready needed locked blocked updated visible "
        # German
        "nicht sind wird muss das der die ein eine mich dir falsch sicher unsicher abgelaufen "
        "geändert bekannt gehackt richtig korrekt ungültig gespeichert geschützt zurückgesetzt "
        "vergessen welches hier dies noch mehr kein keine auch nur schon jetzt erforderlich "
        # French
        "les des une pas plus tout expiré incorrect invalide quel quelle voici ceci sécurisé "
        "modifié requis oublié connu faible encore trop bien "
        # Spanish, Portuguese, Italian
        "que para por con como cuál qual esta esa esta_es correcta incorrecta segura insegura "
        "válida caducado expirou incorreta inválida fraca forte quale questa questo ecco scaduta "
        "errata corretta sicura debole obbligatoria obligatoria obrigatória nuestra nossa esqueceu "
        "olvidaste cambiada alterada scade caduca expira vence "
        # Dutch, the Nordic languages
        "niet wat dit dat verlopen onjuist gewijzigd veilig hier verloopt vergeten inte vad detta "
        "felaktigt ogiltigt ändrat ikke hvad dette hva forkert feil ugyldig endret udløbet utløpt "
        "utløper udløber går ei mikä tämä vanhentunut väärä vanhenee glemt "
        # Slavic
        "nie jakie oto nieprawidłowe wygasło zmienione není jaké toto neplatné nesprávné wygasa "
        "vyprší это не какой вот неверный неверен изменён изменен истёк истек устарел надёжный "
        "новый старый це не який ось невірний змінено истекает спливает "
        # Turkish, Hungarian, Romanian, Greek
        "değil yanlış hatalı değişti doldu mi mı nem mi ez helytelen lejárt lejár care acesta este "
        "nu greșită expirat expiră δεν ποιος αυτός λάθος έληξε λήγει dakika gün saat"
    )
)

LEADING_ON = frozenset(
    words("and or i right at on und ich oder et je ou y o yo e io eu en ik i ja a")
)
"""Words that may follow a password of letters only with no mark between: «… sunshine and …»."""
