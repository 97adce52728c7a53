"""The words that tell what was sent, to the operator and to the mediator."""

import re

from bot.path.cue_words import GAP, HAVE, MESSAGE, NOT, SEND, words_of

INTENDS = words_of(
    r"faut",
    r"dois|doit|devrais",
    r"vais",
    r"veux|voudrais|aimerais|souhaite",
    r"peux|pourrais",
    r"comptes?",
    r"comment",
    r"modele|exemple",
    r"pense|penses|pensons|prevois|prevoit",
    r"(?:en)?verrai|ecrirai|reclamerai|posterai|appellerai|contacterai|saisirai|ferai|demain",
)
CONSUMER_SERVICE = words_of(
    r"consommateurs", r"(?:deuxieme|second|seconde|2e|2eme|autre) " + MESSAGE, r"service conso"
)
CUSTOMER_SERVICE = words_of(
    r"clients", r"sav", r"service apres vente", r"(?:premiere?|1ere?) " + MESSAGE, r"clientele"
)

# --- what was sent ---------------------------------------------------------------------------
SENT_VERB = words_of(
    rf"{HAVE} {GAP}(?:ecrit|ecris|ecri|envoye|reclame|contacte|appele"
    r"|(?<!un )(?<!le )(?<!mon )(?<!du )(?<!de )telephone|poste|expedie"
    r"|adresse|depose|signale|conteste|proteste|prevenu|porte plainte)e?s?",
    rf"{HAVE} {GAP}(?:fait|mis) (?:\w+ ){{0,3}}?(?:{MESSAGE}|a la poste)",
    rf"{HAVE} {GAP}eu (?:le |la )?(?:service|clients|consommateurs|sav)",
    rf"(?:{MESSAGE}|il|elle|c) (?:\w+ ){{0,2}}?(?:est|etait) (?:partie?|envoyee?|postee?)",
    r"(?:j |je )?(?:envoyais|ecrivais|appelais)",
)
SENT_START = re.compile(
    r"^(?:(?:oui|alors|euh|ben|bonjour|deja|et|puis|ensuite|moi|zdate|non) )*"
    r"(?:ecrit|envoye|reclame|contacte|appele|telephone|poste)e?"
    r"(?= (?:a|au|aux|zdate|par|chez|zop|le|les|leur|ce|un|une)\b|$)"
)
SENT_NOUN = words_of(
    rf"(?<!leur )(?<!son )(?<!l )(?:{MESSAGE}|appel|coup de fil|coup de telephone)",
)
RECEIVED = words_of(rf"(?:eu|recu|recevoir) (?:\w+ ){{0,2}}?{MESSAGE}")
# « une lettre …, reçue le 7 »: by the operator.
GOT_BY_THEM = re.compile(
    r"^(?:(?:bien|qu) |ils (?:l )?ont |(?:il|elle) (?:a ete|est) )*recue? zdate"
)
# Done by letter or e-mail as well, and no complaint.
OTHER_ACT = words_of(
    rf"{HAVE} {GAP}(?:signe|souscrit|achete|commande|resilie|rendu|retourne|paye|regle)e?s?",
    rf"{HAVE} {GAP}(?:ecrit|poste|laisse|mis|recu|donne) (?:un |l |le )?commentaire",
    rf"{HAVE} {GAP}(?:renvoye|envoye|poste|depose) (?:\w+ )?(?:box|livebox|freebox|decodeur|modem"
    r"|materiel|telephone|colis|argent|cheque|mandat|rib)",
    r"pour changer (?:d |mon |de )",
)
OTHER_COMPANY = words_of(
    r"edf|engie|enedis|grdf|total ?energies|eni|veolia|suez|saur|amazon|cdiscount|fnac|darty"
    r"|boulanger|sncf|ratp|blablacar|ryanair|air france|axa|maif|macif|matmut|groupama|paypal",
    r"(?:ma|la|leur|notre) (?:banque|mutuelle|caisse d epargne)|credit agricole|bnp"
    r"|societe generale|banque postale|mon assurance|l assurance",
)
OTHER_RECIPIENT = words_of(
    r"(?:a|au|aux|le|la|l|avec|les|mon|ma|sur) (?:l |la |mon |ma )?(?:maire|mairie|ufc\w*"
    r"|service technique|commissariat|netflix"
    r"|que choisir|association|dgccrf|signalconso|arcep|journal|depute|police|gendarmerie|banque"
    r"|assurance|avocat|huissier"
    r"|prefet\w*|notaire|conciliateur)"
)
OTHER_MEDIATOR = words_of(
    r"mediateur (?:(?:de l|de la|du|d|des|de) )?(?:energie|eau|bancaire|banque|tourisme|assurances?"
    r"|poste|sncf|republique|ville|transports?)"
)
REMINDED = words_of(r"relancee?s?", r"relances?", r"rappele les", r"(?:les|leur) ai rappell?ee?s?")
NOT_SENT = words_of(
    rf"{NOT} (?:encore )?(?:contacte|ecrit|appele|reclame)",
    rf"(?:{SEND}) (?:a |au )?(?:personne|aucun\w*)",
    rf"{NOT} (?:encore |toujours |du tout )?(?:(?:leur|lui|l|y) )?(?:{SEND})",
    rf"{HAVE} (?:encore |toujours )?(?:{NOT} )(?:encore )?(?:rien )?(?:de )?(?:{MESSAGE})",
    r"(?:encore|toujours) rien (?:fait|envoye|ecrit|dit|reclame)",
    r"rien (?:fait|envoye|ecrit|reclame|demande)(?: encore)?",
    rf"aucune? (?:{MESSAGE})",
    r"sans avoir (?:ecrit|reclame|contacte|appele)",
    rf"{NOT} (?:encore )?eu le temps(?: (?:de|d) (?:\w+ )?(?:ecrire|reclamer|envoyer|appeler))?"
    r"(?! de| d)",
    rf"{NOT} (?:encore )?au (?:service )?consommateurs",
)
NOT_SENT_EXCEPTION = words_of(
    r"(?:ils|elles|zop|operateur|clients|consommateurs|on) (?:\w+ )?(?:m |nous |lui )"
    r"?(?:ont|a)"
)

WRITTEN = words_of(
    r"par ecrit",
    r"ecrit|ecris|ecri",
    r"courrier",
    r"lettre",
    r"recommande",
    r"lrar",
    r"mails?",
    r"emails?",
    r"courriel",
    r"formulaire",
    r"espace clients",
    r"en ligne",
    r"par (?:la )?poste",
    r"ecrite",
    r"poste la|poste ma|a la poste",
)
PHONE = words_of(
    r"telephone",
    r"appele",
    r"au tel",
    r"par tel",
    r"coup de fil",
    r"appels?",
    r"oralement",
    r"a l oral",
    r"de vive voix",
)
BOTH_WAYS = words_of(r"les deux", r"l un et l autre")
NOT_WAY = re.compile(
    r"\b(?:pas|rien|jamais|non pas|ni) (?:par |un |une |au |de |en )*(?P<way>ecrit|courrier|lettre"
    r"|mail|recommande|telephone|courriel|appel)\b(?! (?:a|au|aux|le|la)\b)"
)

# --- the mediator, the judge -----------------------------------------------------------------
REFERRED = words_of(
    r"saisie? (?:le |au |en ligne le |par courrier le )?mediateur",
    r"mediateur saisi",
    r"saisine (?:\w+ ){0,4}?(?:faite|envoyee|partie|postee|deposee|zdate)",
    r"fait ma saisine",
    r"(?:dossier|demande|formulaire) (?:\w+ ){0,4}?mediateur (?:\w+ ){0,3}?"
    r"(?:zdate|envoyee?|deposee?|partie?|postee?|faite?)",
    rf"{HAVE} {GAP}(?:ecrit|envoye|contacte|depose|adresse|rempli|poste) (?:\w+ ){{0,5}}?"
    r"(?:au|du|le|chez le|aupres du) mediateur",
    rf"{HAVE} {GAP}saisi\b(?! (?:(?:le|la|un|une|les|l) )?(?:autre|tribunal|juge|justice"
    rf"|conciliateur|service|dgccrf|banque|arcep|ufc|que choisir|association|defenseur|prefet"
    rf"|police|signalconso))",
    r"mediateur (?:\w+ ){0,3}?(?:depose|envoye)",
    r"^saisi(?= zdate|$)",
    rf"{HAVE} {GAP}depose (?:ma |une |la )?saisine",
)
NOT_REFERRED = words_of(rf"{NOT} (?:encore |toujours )?(?:le )?(?:saisi|contacte le mediateur)")
# « mon voisin a saisi le médiateur »; a relative may well tell the resident's own case.
ANOTHER = r"\b(?:mon|ma|mes|un|une|des) (?:voisin|voisine|ami|amie|collegue|copain|copine|pote)s?"
ANOTHERS_ACT = re.compile(
    rf"{ANOTHER} "
    r"(?!.*\bpour (?:moi|nous)\b)(?:(?!(?:zstop|mais|moi|j|je|nous)\b)\w+ ?)+"
)
OPINION = words_of(
    r"(?:recu|eu|rendu|donne|emis|lu|accepte) (?:\w+ ){0,3}?avis",
    r"avis (?:\w+ ){0,6}?(?:recu|arrivee?|parvenu|rendu|zdate|date)",
    r"recu avis",
    r"mediateur (?:m |nous |lui )?(?:a|avait) (?:enfin |bien )?(?:rendu|donne|tranche)",
)
NO_OPINION = words_of(
    rf"{NOT} (?:encore |toujours )?(?:(?:eu|recu|rendu|donne|d|l|de|son|cet|un) )*avis",
    r"attends? (?:\w+ )?avis",
    r"aucun avis",
    r"sans avis",
)
NOTIFIED = words_of(r"dossier (?:\w+ ){0,4}?complete?", r"notifie", r"complet")
NOT_NOTIFIED = words_of(
    rf"{NOT} (?:encore |toujours )?(?:notifie|complet|dit que)",
    r"incomplet",
    r"(?:demande|manque) (?:\w+ ){0,3}?pieces?",
)
COURT = words_of(
    rf"(?:{HAVE}|suis|est|sommes) (?:\w+ ){{0,2}}?(?:saisi|porte|assigne|alle|passe|depose"
    rf"|attaque|mis)"
    r"(?:\w+ |e |ee ){0,4}? ?(?:\w+ ){0,4}?(?:tribunal|juge|justice)",
    r"(?:tribunal|juge|justice) (?:\w+ ){0,2}?(?:saisie?|a deja|en cours|a mon|a ce)",
    r"(?:affaire|dossier|procedure|proces) (?:\w+ ){0,3}?(?:tribunal|juge|justice)",
    rf"{HAVE} (?:\w+ ){{0,2}}?saisi (?:\w+ ){{0,2}}?autre mediateur",
    r"assigne\w*",
)
NO_COURT = words_of(
    r"(?:pas|ni|aucun|jamais|sans)(?: \w+){0,4}? (?:tribunal|juge|justice|avocat|autre mediateur)",
    r"personne d autre",
    r"ni (?:tribunal|juge|l un)",
)

# Told of one's own accord: said in one breath, so that « pas » is about the court.
NO_COURT_TOLD = words_of(
    r"(?:pas|ni|aucun|jamais|sans)(?: (?:encore|de|d|le|la|un|au|par|du|saisi|alle|contacte|vu))*"
    r" (?:tribunal|juge|justice|autre mediateur)",
)

# --- other things that happen
# « deux ans que ça dure » dates the trouble, not the complaint.
OTHER_EVENT_AFTER = re.compile(
    r"zdate (?:\w+ )?(?:que )?(?:(?:ca|cela|sa) dure|(?:je me|on se|il se|elle se) (?:bat"
    r"|bats|plaint)"
    r"|(?:j ai|on a|il a|elle a) (?:des|un|une|ce|cette|plus|pas) (?:soucis?|problemes?"
    r"|pannes?|internet)"
    r"|(?:zop|ils?) (?:me|nous|m|la|le|lui) (?:balade|baladent|preleve|prelevent|facture"
    r"|facturent))"
)
OTHER_EVENT_BEFORE = re.compile(
    r"\b(?:factures?|panne|resilie|resiliation|prelevements?|preleves?|coupure|coupee?|contrat"
    r"|abonnement|forfait|achete|achat|signe|souscrit|souscription|installation|technicien"
    r"|demenage|demenagement|commentaire|box|marche|fonctionne|augmente|ligne|abonne|client)"
    r"(?: (?:est|a|ai|ete|plus|pas|en|panne|date|du|de|le|et|c|tombee?|mobile|fixe|internet"
    r"|commencee?|debutee?|arrivee?|survenue?"
    r"|depuis|zop)){0,4} zdate"
)

BILLING = words_of(
    r"factur\w*",
    r"prelev\w*",
    r"frais",
    r"rembours\w*",
    r"hors forfait",
    r"surfactur\w*",
    r"trop percu",
    r"compte 2 fois",
    r"augment\w*",
    r"tarif",
    r"surtaxe\w*",
    r"payer?",
    r"paye",
)
FAULT = words_of(
    r"pannes?",
    r"(?:marche|fonctionne|capte) (?:plus|pas|mal)",
    r"debit",
    r"coup(?:e|ee|ure|ures)",
    r"connexion",
    r"gresille\w*",
    r"technicien",
    r"raccord\w*",
    r"ligne morte",
    r"plus d internet",
    r"lente?",
)
TERMINATION = words_of(
    r"resili\w*", r"resilliation", r"rompre (?:mon|le) contrat", r"fin de contrat"
)
