"""The table of the warnings: every row whose condition holds adds its sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from bot.french.say import say_date, say_list
from bot.mediation.assessment import CaseWarning, MilestoneName, Step
from bot.mediation.consistency import LABELS, told_dates
from bot.mediation.milestones import MILESTONES
from bot.mediation.situation import Situation
from bot.mediation.steps import DATES_OF_REFERRAL, StepRule, hurries
from bot.mediation.words import say_range
from bot.wording import fill

# Not a legal delay: beyond it a mistaken year is likelier than a case.
LONG_AGO = relativedelta(years=10)


@dataclass(frozen=True)
class WarningRule:
    """One row of the table.

    Attributes:
        id: identifier of the rule.
        when: whether the row applies to a situation at the step that a rule gave.
        basis: keys of the facts it rests on.
        text: the warning; ``{key}`` stands for a fact or for one of ``_given``.
    """

    id: str
    when: Callable[[Situation, StepRule], bool]
    basis: tuple[str, ...]
    text: str


WARNINGS = (
    WarningRule(
        id="written_proof",
        when=lambda now, rule: now.case.complaint_written is False,
        basis=("complaint.written_proof",),
        text="Vous avez réclamé par téléphone, et la loi demande {complaint.written_proof}. Si "
        "vous n'avez encore rien écrit, écrivez à votre opérateur, de préférence en recommandé, et "
        "gardez la preuve de l'envoi.",
    ),
    WarningRule(
        id="customer_service_skipped",
        when=lambda now, rule: rule.shows == DATES_OF_REFERRAL and now.case.complaint is None,
        basis=("complaint.written_proof",),
        text="Vous avez écrit directement au service consommateurs, et le service clients vient "
        "d'habitude en premier. Écrivez-lui aussi, et gardez la preuve de l'envoi.",
    ),
    WarningRule(
        id="membership_to_check",
        when=lambda now, rule: (
            now.case.operator is not None
            and now.case.member is None
            and rule.step is not Step.NOT_COVERED
        ),
        basis=("mediator.association", "mediator.website"),
        text="Il faut vérifier que votre opérateur est membre de l'{mediator.association} : "
        "regardez votre contrat, ou la liste du médiateur sur {mediator.website}.",
    ),
    WarningRule(
        id="unknown_date",
        when=lambda now, rule: (
            rule.shows == DATES_OF_REFERRAL
            and now.case.first_written is not None
            and now.case.first_written.earliest == date.min
        ),
        basis=("referral.time_limit", "complaint.counted_from"),
        text="Sans la date de votre première réclamation, le dernier jour pour saisir le médiateur "
        "ne peut pas être calculé : c'est {referral.time_limit} après. Cherchez cette date dans "
        "vos courriels et vos courriers, et saisissez le médiateur dès que c'est possible.",
    ),
    WarningRule(
        id="wait_from_today",
        when=lambda now, rule: (
            rule.step is Step.WAIT_CUSTOMER_SERVICE
            and now.case.complaint is not None
            and now.case.complaint.earliest == date.min
        ),
        basis=("complaint.customer_service_delay", "complaint.counted_from"),
        text="Sans la date de votre réclamation, les attentes sont comptées depuis aujourd'hui. "
        "Pour une date sûre, réclamez à nouveau par écrit et gardez la preuve de l'envoi.",
    ),
    WarningRule(
        id="uncertain_date",
        when=lambda now, rule: bool(_uncertain(now, rule)),
        basis=("complaint.counted_from",),
        text="Une date n'est pas sûre : {uncertain}. Par prudence, les attentes sont comptées "
        "depuis le dernier de ces jours, et les dates limites depuis le premier.",
    ),
    WarningRule(
        id="maybe_too_late",
        when=lambda now, rule: (
            rule.shows == DATES_OF_REFERRAL
            and _start_known(now)
            and now.maybe_over(MilestoneName.REFER_BY)
        ),
        basis=("referral.time_limit",),
        text="Selon le jour exact de votre réclamation, le dernier jour pour saisir le médiateur "
        "est {referral_limit} : il est peut-être déjà passé. Cherchez ce jour exact dès "
        "aujourd'hui.",
    ),
    WarningRule(
        id="maybe_too_late_to_answer",
        when=lambda now, rule: (
            MilestoneName.ANSWER_OPINION_BY in rule.shows
            and now.maybe_over(MilestoneName.ANSWER_OPINION_BY)
        ),
        basis=("opinion.answer_delay",),
        text="Selon le jour exact où vous avez reçu l'avis, le délai de {opinion.answer_delay} "
        "pour y répondre est peut-être déjà passé. Répondez dès aujourd'hui.",
    ),
    WarningRule(
        id="limit_before_way_opens",
        when=lambda now, rule: hurries(now, rule),
        basis=("referral.time_limit",),
        text="Le dernier jour pour saisir le médiateur ({refer_by}) vient avant la fin de "
        "l'attente. Saisissez-le au plus tard ce jour-là, même sans réponse, et expliquez-lui "
        "pourquoi : lui seul dit si votre dossier est recevable.",
    ),
    WarningRule(
        id="limit_from_letter",
        when=lambda now, rule: (
            rule.shows == DATES_OF_REFERRAL
            and now.case.complaint_written is False
            and now.case.letter is not None
        ),
        basis=("referral.time_limit", "complaint.written_proof"),
        text="Votre première réclamation était par téléphone : le délai de {referral.time_limit} "
        "est compté depuis votre premier courrier. Par prudence, n'attendez pas le dernier jour.",
    ),
    WarningRule(
        id="long_ago",
        when=lambda now, rule: bool(_long_ago(now)),
        basis=(),
        text="Une date est très ancienne : {long_ago}. Vérifiez l'année.",
    ),
    WarningRule(
        id="referred_late",
        when=lambda now, rule: (
            rule.step is Step.AWAIT_OPINION
            and now.case.referred is not None
            and MilestoneName.REFER_BY in now.spans
            and now.spans[MilestoneName.REFER_BY].latest < now.case.referred.earliest
        ),
        basis=("referral.time_limit", "referral.refusal_notice"),
        text="Vous avez saisi le médiateur plus de {referral.time_limit} après votre première "
        "réclamation : il peut refuser le dossier. Il vous le dit dans les "
        "{referral.refusal_notice}.",
    ),
    WarningRule(
        id="opinion_late",
        when=lambda now, rule: (
            rule.step is Step.AWAIT_OPINION and now.over(MilestoneName.OPINION_BY)
        ),
        basis=("opinion.legal_delay", "mediator.website"),
        text="Le délai de {opinion.legal_delay} est passé. Un dossier complexe prend plus "
        "longtemps : demandez au médiateur où en est le vôtre.",
    ),
)


def warnings(now: Situation, rule: StepRule) -> tuple[CaseWarning, ...]:
    """The warnings that go with a situation at the step a rule gave, in the order of the table."""
    given = _given(now, rule)
    return tuple(
        CaseWarning(warning.id, warning.basis, fill(warning.text, now.facts, given))
        for warning in apply(now, rule)
    )


def apply(now: Situation, rule: StepRule) -> list[WarningRule]:
    """The rows of the table that apply to a situation at the step a rule gave."""
    return [warning for warning in WARNINGS if warning.when(now, rule)]


def _given(now: Situation, rule: StepRule) -> dict[str, str]:
    values = {
        "uncertain": say_list(_uncertain(now, rule)),
        "long_ago": say_list(_long_ago(now)),
    }
    limit = now.spans.get(MilestoneName.REFER_BY)
    if limit is not None:
        values |= {"refer_by": say_date(limit.earliest), "referral_limit": say_range(limit)}
    return values


def _start_known(now: Situation) -> bool:
    start = now.case.first_written
    return start is not None and start.earliest != date.min


def _uncertain(now: Situation, rule: StepRule) -> list[str]:
    """The uncertain dates, in words, from which a milestone of the step is counted."""
    counted = [m.start(now.case) for m in MILESTONES if m.name in rule.shows]
    return [
        f"{LABELS[name]} ({say_range(days)})"
        for name, days in told_dates(now.case).items()
        if any(days is start for start in counted) and not days.exact and days.earliest != date.min
    ]


def _long_ago(now: Situation) -> list[str]:
    return [
        f"{LABELS[name]} ({say_range(days)})"
        for name, days in told_dates(now.case).items()
        # The year first: the arithmetic of the calendar is dear, and such a date rare.
        if date.min < days.earliest
        and days.latest.year <= now.today.year - LONG_AGO.years
        and days.latest < now.today - LONG_AGO
    ]
