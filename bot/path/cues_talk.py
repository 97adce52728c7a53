"""The words that answer, correct or ask: yes, no, « je ne sais plus », « je me suis trompé »."""

import re

from bot.french.fragments import ANY_MONTH
from bot.path.cue_words import words_of

# --- answering -------------------------------------------------------------------------------
_FILLERS = r"(?:(?:euh|ah|ben|bah|eh|oh|bon|alors|mais|et|zstop|hum|heu|bin|hein|dame|la) )*"
YES = re.compile(
    rf"^{_FILLERS}(?:oui|ouais|ouep|ouaip|ouii+|oe|yes|yep|yeah|exact|exactement|tout a fait"
    rf"|c est ca"
    r"|c est cela|bien sur|absolument|affirmatif|effectivement|en effet|voila|ok|d accord|vi"
    r"|correct"
    r"|je confirme|certainement|evidemment|bien entendu|si|c est bien ca|c est bien cela"
    r"|parfaitement|mouais|c est juste|c est exact|ouai|deja)\b"
)
NO = re.compile(
    rf"^{_FILLERS}(?:non+|nan|nop|nope|pas du tout|pas encore|jamais|aucun|aucune|negatif"
    r"|toujours pas|pas que je sache|absolument pas|certainement pas|surtout pas|helas non|nin"
    r"|je (?:ne )?crois pas|pas vraiment|du tout|rien|pas moi|malheureusement non|meme pas|point"
    r"|nenni|que neni|que nenni)\b"
)
DONT_KNOW = words_of(
    r"(?:sais|sait|sai|saurais|souviens|souvient|rappelle|rappelles|souvien|rapelle) (?:\w+ )?"
    r"(?:pas|plus|pu|trop|rien)",
    r"sais pas",
    r"sais plus",
    r"en sais (?:fichtre |trop )?rien",
    r"(?:j ai|ai) oublie",
    r"^oublie$",
    r"aucune (?:idee|souvenir)",
    r"(?:pas|plus)(?: la moindre)? idee",
    r"aucun souvenir",
    r"pas sure?",
    r"pas certaine?",
    r"j ignore",
    r"l ignore",
    r"jsp",
    r"nsp",
    r"ch?ais (?:pas|plus)",
    r"che ?pa",
    r"chepa",
    r"m echappe",
    r"va savoir",
    r"allez savoir",
    r"me revient pas",
    r"faudrait que je (?:cherche|regarde|retrouve|demande)",
    r"(?:peux|pourrais|saurais) pas (?:vous )?(?:dire|repondre)",
    r"trou de memoire",
    r"idk",
    r"difficile a dire",
    r"pas (?:note|garde|retrouve) (?:le jour|la date)",
    r"plus la date",
    r"pas la date",
    r"bonne question",
    r"mystere",
    r"la date je (?:\w+ )*plus",
)
CORRECTS = words_of(
    r"trompe\w*",
    r"erreur",
    r"en fait",
    r"en realite",
    r"finalement",
    r"voulais dire",
    r"rectifi\w*",
    r"corrig\w*",
    r"correction",
    r"(?:c est |c )?etait pas",
    r"etait plutot",
    r"au temps pour moi",
    r"autant pour moi",
    r"me reprends?",
    r"pardon",
    r"goure\w*",
    r"plante\w*",
    r"confondu\w*",
    r"mal note",
    r"mal dit",
    r"dit une betise",
    r"remplace\w*",
    r"oups",
    r"faute de frappe",
    r"mauvaise? (?:date|operateur)",
    r"modifi\w*",
    r"(?:fausse|inexacte?)",
    r"lapsus",
    r"non (?:zstop )?(?:pas |plutot |mais |c est |c )*(?:etait )?(?:le |en |du |au |chez )?"
    r"(?:zdate|zop|par)",
    r"nan (?:c est |c )?(?:le |en )?(?:zdate|zop)",
    r"plutot (?:le |du |en |chez )?(?:zdate|zop)",
    rf"zdate (?:zstop )?pas (?:le |en |du )?(?:zdate|0|{ANY_MONTH})",
    r"(?:dit|mis) (?:le |en )?zdate mais",
    r"(?:oui |non )?mais (?:c est|c|c etait) (?:le |en )?zdate",
    r"^pas zop",
    r"^enfin (?:non )?(?:chez |plutot )?zop",
    r"changer? (?:la|l|ma|mon|d)",
    r"non (?:zstop )?(?:pas )?zop",
)
IT_WAS = words_of(
    r"(?:c est|c) (?:bien )?(?:le |en |du )?zdate que",
    r"(?:c|c est|cela|ca) ?etait (?:bien )?(?:le |en |du |plutot )?zdate",
    r"(?:mince|zut|desolee?|dsl|rectification) (?:zstop )?(?:c etait )?(?:le |en )?zdate",
    r"zdate (?:zstop )?(?:desolee?|dsl|pardon)",
    r"non (?:zstop )?(?:c est |c etait )?bien (?:le |en )?zdate",
)
LONE_DATE = re.compile(rf"^{_FILLERS}(?:(?:le|en|du) )?zdate(?: zstop)?$")
QUESTION_START = re.compile(
    rf"^{_FILLERS}(?:combien|comment|pourquoi|quels?|quelles?|est ce que|c est quoi|qu est ce"
    rf"|qui est"
    r"|ou (?:est|se|trouver|ecrire|envoyer)|a quoi|quand est|quand (?:puis|peut|dois|ouvre"
    r"|ferme)|puis je"
    r"|peut on|dois je|faut il|je peux|on peut|y a t il|avez vous|etes vous|pouvez vous"
    r"|c est combien"
    r"|ca coute|ca sert|cela sert|jusqu a quand)\b"
)
TOWN_HALL = words_of(r"mairie", r"horaires?", r"ouvert\w*", r"ferme\w*", r"ouvre\w*")
