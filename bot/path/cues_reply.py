"""The words that tell what a service of the operator answered."""

from bot.path.cue_words import GAP, HAVE, NOT, THEM, words_of

# --- what was answered -----------------------------------------------------------------------
SILENCE = words_of(
    r"(?:pas|plus|point|jamais|toujours pas|nulle?|zero|0|aucune?|sans)(?: encore)?(?: eu| recu)?"
    r"(?: de| d| la moindre| aucune?| leur)? (?:reponse|retour|nouvelles?|suite|signe)"
    r"(?! (?:satisfais|convenable|correcte|claire|valable|positive|favorable|ecrite|precise"
    r"|serieuse|complete)\w*)",
    r"aucune? (?:des deux|reponse|retour)(?! (?:satisfais|convenable|claire|valable|positive)\w*)",
    rf"(?:{HAVE}) (?:\w+ )?(?:{NOT}|toujours pas)(?: encore| toujours| rien| meme)*"
    r" (?:repondu|rappele|donne suite|reagi|daigne|bouge|eu de)",
    rf"repond(?:ent|s|ez|e)? (?:\w+ )?(?:{NOT}|toujours pas)(?! a (?:\w+ )?(?:question"
    rf"|probleme|demande|rien))",
    r"repond jamais",
    r"(?:jamais|pas) (?:ete )?(?:rappele|recontacte)e?s?",
    r"attend(?:s|ons)? toujours",
    r"n (?:ont|a|est) (?:jamais|pas|rien) (?:repondu|donne)",
    r"(?:toujours|encore|plus|et|tjs) rien(?: du tout)?(?! (?:fait|envoye|ecrit|reclame|regle))",
    r"(?<!regle )(?<!resout )(?<!resoud )rien (?:recu|eu|repondu|depuis|du tout|en retour"
    r"|encore|de leur part|a ce jour|ne vient)",
    r"zdate rien",
    r"silence",
    r"muets?",
    r"muette",
    r"lettre morte",
    r"sourde oreille",
    r"fon?t les? morts?",
    r"fait le mort",
    r"signe de vie",
    r"que dalle",
    r"nada",
    r"ghoste?",
    r"dans le vide",
    r"j attends? (?:toujours|encore|leur|une|la|sa)",
    r"reste sans",
    r"m ignorent?",
    r"ignoree?",
    r"personne (?:ne |n )?(?:m |me |nous )?(?:a |ont )?(?:repond\w*|rappel\w*)",
    r"disent rien",
    r"(?:ne|n) (?:disent|dit|fait|font) rien",
    r"sans reaction",
    r"(?:ni|meme pas) (?:de )?reponse",
)
REFUSAL = words_of(
    r"(?:pas|peu|non|plus|guere)(?: du tout| vraiment| tres| trop| ete| ete)* (?:satisfaite?s?"
    r"|satisfaisante?|contente?s?|convaincue?|d accord|convenable|correcte?|suffisante?|favorable"
    r"|positive)",
    r"(?:in|mal|non )satisf\w+",
    r"insatisfait\w*",
    r"mecontente?",
    r"refus\w*(?! (?:\w+ ){0,3}?(?:repondre|ecrire))",
    r"rejet\w*",
    r"(?:dit|repondu|disent|c est|c etait) (?:que )?non",
    r"pas (?:encore |du tout )?(?:regle|resolu)e?",
    r"pas ce que (?:j |je )?(?:ai |avais |vous )?(?:demand\w*|voul\w*|attend\w*|souhait\w*)",
    r"pas (?:trop|terrible|genial|top|folichon)",
    r"dire (?:que )?non",
    r"pas voulu",
    r"negati\w+",
    r"defavorable",
    r"(?:va|convient|plait|suffit|conviennent|vont|satisfait|arrange|regle|regles|resout|resoud)"
    r" (?:toujours |vraiment )?(?:pas|rien|point|nullement|aucunement)",
    r"a cote(?: de la plaque)?",
    r"bidons?",
    r"ridicules?",
    r"insuffisante?s?",
    r"derisoires?",
    r"pas assez",
    r"decevante?s?",
    r"decue?",
    r"fin de non recevoir",
    r"(?:envoye|envoyer) (?:balader|promener|bouler|paitre)",
    r"veulent (?:rien|pas)(?! (?:me |nous |lui )?repondre)",
    r"veut (?:rien|pas)(?! (?:me |nous |lui )?repondre)",
    r"maintien\w*",
    r"donnent? tort",
    r"(?:de )?ma faute",
    r"bof",
    r"nulle",
    r"toute faite",
    r"copie colle",
    r"campent?",
    r"(?:reponse|solution|proposition|offre|geste) (?:\w+ ){0,2}?(?:nulle?|mauvaise|debile|trop "
    r"faible|moquerie)",
    r"moquent?",
    r"n importe quoi",
    r"je conteste",
    r"blabla",
    r"mauvaise",
    r"classee? sans suite",
    r"pas bonne",
    r"pas la bonne",
    r"accepte pas",
    r"en veux pas",
)
SATISFACTION = words_of(
    r"satisfaite?s?",
    r"satisfaisante?",
    r"me (?:va|convient)",
    r"contente?s?",
    r"(?:c est|tout est|probleme|litige|affaire|est) (?:enfin |bien |maintenant )?(?:regle"
    r"|resolu)e?",
    r"me satisfait",
    r"obtenu gain de cause",
    r"gain de cause",
    r"tout est bon",
    r"tout va bien",
    r"regle",
    r"parfaite?",
    r"ils ont tout rembourse",
    r"tout rembourse",
)
DOUBT_ON_SATISFACTION = words_of(
    r"pas",
    r"peu",
    r"rien",
    r"moyen\w*",
    r"jamais",
    r"plus",
    r"moitie",
    r"mais",
    r"moins",
    r"presque",
    r"partie",
    r"ni",
    r"que",
)
REPLIED = words_of(
    rf"(?:m|nous|lui|l|leur) (?:ont|a|avait|avaient) {GAP}(?:repondu|rappele|ecrit|propose|offert"
    r"|envoye|dit|repond|contacte|appele|rembourse|donne|fait une? (?:offre|geste))",
    rf"{THEM} (?:m |nous |lui )?(?:ont|a|avait|avaient) {GAP}(?:repondu|rappele|propose|offert|dit"
    r"|accepte|rembourse|donne une|fait une? (?:offre|geste))",
    r"(?:eu|recu) (?:\w+ )?(?:leur|une|la|sa) (?:reponse|proposition|lettre|offre)",
    r"(?:leur|sa) (?:reponse|proposition|refus|courrier|lettre|mail|offre)",
    r"(?:reponse|proposition) (?:recue|arrivee|parvenue)",
    r"repondu",
    r"geste commercial",
    r"^(?:une )?reponse zdate",
    r"propose(?:nt)?",
    r"offrent?",
)
# Sent by the operator, and no reply to a complaint.
NO_REPLY = words_of(
    r"(?:envoye|recu|adresse|livre) (?:\w+ ){0,2}?(?:box|facture|mise en demeure|commentaire|colis"
    r"|materiel|publicite|pub|relance|technicien|accuse de reception)s?",
    r"accuse de reception",
    r"(?:mail|message|reponse|sms) automatique",
    r"(?:par|c etait) un robot",
)
REPLY_BY_OPERATOR = words_of(
    rf"(?:m|nous|lui) (?:ont|a|avait) {GAP}(?:repondu|rappele|ecrit|envoye|appele|telephone"
    r"|contacte|adresse|refuse|dit|propose|offert|rejete|donne|rembourse|reclame|signale)",
    rf"(?:ils|elles|zop|operateur|clients|consommateurs|conseiller|sav) (?:m |nous |lui )?"
    rf"(?:ont|a|avait|avaient) {GAP}(?:repondu|rappele|ecrit|envoye|appele|refuse|dit|propose"
    r"|offert|rejete|donne|rembourse|accepte)",
    r"(?:leur|sa) (?:reponse|refus|proposition|courrier|lettre|mail|offre)",
    r"(?:recu|eu) (?:\w+ )?(?:un |une |leur |la |le |l )(?:refus|reponse|proposition)",
    r"reponse (?:recue|negative|du|de l|bidon|nulle)",
    r"refus\w*",
    r"rejete\w*",
    r"repondu",
)
BOTH_SERVICES = words_of(
    r"ni l un ni l autre", r"les deux services", r"(?:aucune? |reponse )(?:\w+ )?des deux"
)
