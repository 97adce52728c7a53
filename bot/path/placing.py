"""Whose day each date of a message is, given what was told and asked before."""

from bot.mediation import SOME_DAY
from bot.path import days, vocabulary
from bot.path.context import Context, Placed
from bot.path.days import Dated
from bot.path.fields import DAYS
from bot.path.noting import note
from bot.path.reading import Reading
from bot.path.saying import Problem, Saying
from bot.path.statements import knows_a_mediator

_PLAIN_ANSWER, _FEW = 8, 12
_CLEARLY_OTHER = 0.8
_FIELD_OF_EVENT = {
    days.COMPLAINT: "complaint_day",
    days.LETTER: "letter_day",
    days.REFERRAL: "referred_day",
    days.OPINION: "opinion_day",
}


def place_days(reading: Reading, dated: list[Dated], context: Context) -> Placed:
    """Give each date to the field it is the day of, or ask."""
    placed = Placed()
    by_field: dict[str, list[Dated]] = {}
    left: list[Dated] = []
    for each in dated:
        name = _field_of(each, reading, dated, context)
        if name:
            by_field.setdefault(name, []).append(each)
        else:
            left.append(each)
    if found := by_field.get("complaint_day"):
        _add_log(found, left, reading)
    for name, found in by_field.items():
        note(placed, name, found, reading, context)
    if not by_field:
        _ask_about(placed, left, reading, context)
    _take_back(placed, left, context)
    return placed


def _field_of(dated: Dated, reading: Reading, every: list[Dated], context: Context) -> str | None:
    if len(every) == 1 and vocabulary.has("not_the_complaint", reading):
        return None
    asked = context.question.day if context.question else None
    asks_day = context.question is not None and context.question.asks_day
    told = _told_by(dated, context)
    if context.told.doubtful and context.asks("confirm_date"):
        # « oui, l'an dernier » confirms; « oui, le 13 octobre 2025 » says which.
        confirms = context.says_yes and not _is_named(dated)
        beside = dated.said.since or (context.evades and dated.by_words == days.OTHER)
        return None if confirms or beside else context.told.doubtful[0]
    if context.asks("date_of_what") and dated.by_words == days.COMPLAINT:
        # « le 3 c'est la panne, la réclamation c'est le 13 »
        return "complaint_day"
    is_reply = _is_reply(dated)
    asks_letter = context.says_yes and context.asks("letter_sent") and not context.corrects
    if asks_letter and not (dated.said.since or is_reply):
        # « oui, un recommandé le 19 octobre », asked of the letter: its day.
        called = vocabulary.has("by_phone", reading) and not vocabulary.has("in_writing", reading)
        if called:
            # « oui, par téléphone le 10 »: this service is written to.
            return told if dated.agreed else None
        if not vocabulary.has("customer_service", reading):
            return asked
    if asks_day and asked:
        if _is_reply(dated) and not all(map(_is_reply, every)):
            # « je l'ai envoyé le 14, ils ont répondu le 10 »
            return told if dated.agreed else None
        named = days.REPLY in (dated.event, dated.by_words)
        if context.says_the_day and len(every) == 1 and not named:
            return asked
        if told and told != asked and dated.agreed:
            return told
        if asked != "complaint_day" and _names_a_complaint(dated, reading, every):
            return None
        evades = context.evades and dated.by_words in (days.OTHER, days.REPLY)
        return None if evades or _is_of_other(dated, reading, every) else asked
    if dated.by_words == days.NOTIFIED:
        return "notified_day" if knows_a_mediator(reading, context.told) else None
    if dated.agreed or _told_amid_a_case(dated, reading, context):
        return told
    if context.corrects and dated.by_words in (None, days.COMPLAINT) and dated.event != days.REPLY:
        return _corrected(reading, context)
    own = (None, days.COMPLAINT) if asked == "complaint_day" else (None,)
    plain = _is_plain(reading) and len(every) == 1 and dated.by_words in own
    plain = plain and not context.evades
    if asked and (context.says_yes or plain) and not _is_of_other(dated, reading, every):
        return asked
    return None


def _is_reply(dated: Dated) -> bool:
    surely = dated.event == days.REPLY and dated.share >= _CLEARLY_OTHER
    return surely or dated.by_words == days.REPLY


def _is_named(dated: Dated) -> bool:
    """« le 13 octobre 2025 », and not « il y a un an »."""
    exact = dated.said.days is not None and dated.said.days.exact
    return exact and not dated.said.counts_back


def _names_a_complaint(dated: Dated, reading: Reading, every: list[Dated]) -> bool:
    """« j'ai écrit le 3 mars et le 5 avril », asked of the letter: neither is surely its day."""
    others = (each for each in every if each is not dated and each.event == days.COMPLAINT)
    named = vocabulary.has("consumer_service", reading)
    return not named and any(each.agreed for each in others)


def _told_amid_a_case(dated: Dated, reading: Reading, context: Context) -> bool:
    """« ah si, j'ai envoyé un mail le 2 »: few words, of a case already begun."""
    if not context.told.complained or len(reading.words) > _FEW or dated.said.since:
        return False
    surely_other = dated.event == days.OTHER and dated.share >= _CLEARLY_OTHER
    return dated.by_words == dated.event == days.COMPLAINT and not surely_other


def _told_by(dated: Dated, context: Context) -> str | None:
    """The field that the event tells; a reply has a day only when consumer service gave it."""
    if dated.event == days.LETTER and vocabulary.has("by_phone", context.reading):
        # This service is written to.
        return "letter_day" if vocabulary.has("in_writing", context.reading) else None
    if dated.event == days.REPLY:
        return "consumer_replied_day" if _follows_a_letter(dated, context) else None
    return _FIELD_OF_EVENT.get(dated.event)


def _follows_a_letter(dated: Dated, context: Context) -> bool:
    """« ils ont répondu le 15, j'ai ensuite écrit au service consommateurs »: of no letter yet."""
    if context.told.letter_sent:
        return True
    _, last = context.reading.clauses[context.reading.clause_of(dated.said.at)]
    named = vocabulary.has("consumer_service", context.reading, 0, last)
    return named and bool(context.heard.get("letter_sent"))


def _is_of_other(dated: Dated, reading: Reading, every: list[Dated]) -> bool:
    """Whether the date is surely not the one asked for."""
    if dated.said.since:
        return not _is_plain(reading)
    if dated.by_words == days.REPLY and dated.event != days.COMPLAINT:
        return True
    if _stands_apart(dated, reading, every):
        return True
    words_say = dated.by_words in (days.OTHER, days.REPLY)
    model_says = dated.event != days.COMPLAINT and dated.share >= _CLEARLY_OTHER
    better = any(other is not dated and other.by_words == days.COMPLAINT for other in every)
    return words_say and (model_says or better)


def _stands_apart(dated: Dated, reading: Reading, every: list[Dated]) -> bool:
    """« le 1er on n'avait plus de chauffage et j'ai appelé le 2 »: the first tells no complaint."""
    if dated.by_words is not None:
        return False
    first, last = reading.clauses[reading.clause_of(dated.said.at)]
    others = (each for each in every if each is not dated and each.by_words == days.COMPLAINT)
    return last - first > days.DATE_ALONE and any(others)


def _is_plain(reading: Reading) -> bool:
    return len(reading.words) <= _PLAIN_ANSWER


def _corrected(reading: Reading, context: Context) -> str | None:
    """The field of the day named first or second, of the one told last, else of the one told."""
    told = context.told
    if vocabulary.has("first_of_all", reading) and told.complaint_day:
        return "complaint_day"
    recent = [name for name in told.recent if name in DAYS and getattr(told, name) != SOME_DAY]
    for names in (recent, told.known_days):
        if len(names) == 1:
            return names[0]
    return None


def _add_log(found: list[Dated], left: list[Dated], reading: Reading) -> None:
    """« j'ai appelé le 10, le 15 et le 22 »: the dates of the same clause are of the same act."""
    clauses = {reading.clause_of(each.said.at) for each in found}
    for each in list(left):
        same = reading.clause_of(each.said.at) in clauses and not each.said.since
        if same and each.by_words == days.COMPLAINT:
            found.append(each)
            left.remove(each)


def _ask_about(placed: Placed, left: list[Dated], reading: Reading, context: Context) -> None:
    """What to ask about dates that no field takes."""
    question, told = context.question, context.told
    if question is not None and question.asks_day and left:
        quoted = {"quoted": left[0].said.text}
        placed.problems.append(Problem(Saying("utter_date_of_other", quoted), question.name))
        return
    if told.complaint_day is not None or context.heard.get("complained") is False:
        return
    if context.asks("date_of_what"):
        # Told no more: the day of the complaint is asked for itself.
        if context.choice is not None and context.choice.answers:
            placed.facts["undecided"] = None
        return
    maybe = [each.said.days for each in left if each.said.days and _may_be_complaint(each)]
    if len(maybe) == 1:
        placed.facts["undecided"] = maybe[0]


def _may_be_complaint(dated: Dated) -> bool:
    if dated.said.since:
        return False
    words_say, model_says = dated.by_words == days.COMPLAINT, dated.event == days.COMPLAINT
    return (words_say and dated.share < _CLEARLY_OTHER) or (
        model_says and dated.share >= days.ASKED
    )


def _take_back(placed: Placed, left: list[Dated], context: Context) -> None:
    """« non, le 12 août c'est la panne »: a day told, now said to be of something else."""
    for each in left:
        for name in context.told.known_days:
            said_other = each.by_words == days.OTHER or each.event == days.OTHER
            if context.corrects and said_other and getattr(context.told, name) == each.said.days:
                placed.facts.setdefault(name, None)
