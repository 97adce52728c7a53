"""The table of the steps: the first row whose condition holds gives the assessment its step."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.mediation.assessment import MilestoneName, Step
from bot.mediation.case import Reply
from bot.mediation.situation import Situation

DATES_OF_REFERRAL = (
    MilestoneName.WRITE_FROM,
    MilestoneName.REFER_DIRECTLY_FROM,
    MilestoneName.REFER_FROM,
    MilestoneName.REFER_BY,
)
LAST_DAY = (MilestoneName.REFER_BY,)
# In place of the action of a step whose wait ends after the last day.
HURRIED = (
    "Saisissez le médiateur au plus tard le {refer_by}, même sans réponse, en ligne "
    "({referral.online}) ou par courrier."
)


@dataclass(frozen=True)
class StepRule:
    """One row of the table.

    Attributes:
        id: identifier of the rule.
        step: the step it gives.
        when: whether the row applies, no row above it applying.
        basis: keys of the facts it rests on.
        reason: why this step; ``{key}`` stands for a fact or a milestone.
        next_action: the one thing to do now.
        shows: the milestones that matter at this step.
        other_way: what may be done instead.
    """

    id: str
    step: Step
    when: Callable[[Situation], bool]
    basis: tuple[str, ...]
    reason: str
    next_action: str
    shows: tuple[MilestoneName, ...] = ()
    other_way: str | None = None


STEPS = (
    StepRule(
        id="other_matter",
        step=Step.NOT_COVERED,
        when=lambda now: now.case.telecom is False,
        basis=("mediator.services", "other_mediators.contact"),
        reason="Ce médiateur traite seulement les litiges de ces services : "
        "{mediator.services:et}.",
        next_action="Cherchez le médiateur compétent dans la liste officielle : "
        "{other_mediators.contact}.",
    ),
    StepRule(
        id="operator_not_member",
        step=Step.NOT_COVERED,
        when=lambda now: now.case.member is False,
        basis=("mediator.association", "other_mediators.contact", "conciliator.contact"),
        reason="Votre opérateur n'est pas membre de l'{mediator.association} : ce médiateur ne "
        "peut pas traiter votre dossier.",
        next_action="Cherchez dans votre contrat le médiateur de votre opérateur, ou dans la liste "
        "officielle : {other_mediators.contact}.",
        other_way="Sans médiateur, vous pouvez demander l'aide gratuite d'un conciliateur de "
        "justice : {conciliator.contact}.",
    ),
    StepRule(
        id="court_or_other_mediator",
        step=Step.BARRED,
        when=lambda now: now.case.court is True,
        basis=("court.ends_mediation",),
        reason="Un tribunal ou un autre médiateur a déjà votre dossier : ce médiateur ne peut pas "
        "le traiter.",
        next_action="Poursuivez devant ce tribunal ou cet autre médiateur.",
    ),
    StepRule(
        id="opinion_answer_over",
        step=Step.FINISHED,
        when=lambda now: now.over(MilestoneName.ANSWER_OPINION_BY),
        basis=("opinion.answer_delay", "court.optional_referral"),
        reason="Vous avez reçu l'avis du médiateur, et le délai de {opinion.answer_delay} pour y "
        "répondre est passé.",
        next_action="La médiation est terminée. Si le litige continue, vous pouvez aller devant "
        "le juge civil.",
        shows=(MilestoneName.ANSWER_OPINION_BY,),
    ),
    StepRule(
        id="opinion_received",
        step=Step.ANSWER_OPINION,
        when=lambda now: now.case.opinion is not None,
        basis=("opinion.answer_delay", "opinion.binding"),
        reason="Vous avez reçu l'avis du médiateur : {opinion.binding}.",
        next_action="Dites au médiateur et à votre opérateur si vous suivez l'avis. Vous avez "
        "{opinion.answer_delay} pour le faire.",
        shows=(MilestoneName.ANSWER_OPINION_BY,),
    ),
    StepRule(
        id="reply_satisfactory",
        step=Step.SOLVED,
        when=lambda now: now.case.solved,
        basis=("mediator.role",),
        reason="La réponse de votre opérateur vous satisfait : le litige est réglé.",
        next_action="Gardez la réponse de votre opérateur et vérifiez qu'il fait ce qu'il a "
        "promis.",
        shows=LAST_DAY,
    ),
    StepRule(
        id="file_complete",
        step=Step.AWAIT_OPINION,
        when=lambda now: now.case.notified is not None,
        basis=("opinion.legal_delay",),
        reason="Le médiateur a annoncé que votre dossier est complet : il a "
        "{opinion.legal_delay} pour donner son avis, plus si le dossier est complexe.",
        next_action="Attendez l'avis du médiateur.",
        shows=(MilestoneName.OPINION_BY,),
    ),
    StepRule(
        id="referred",
        step=Step.AWAIT_OPINION,
        when=lambda now: now.case.referred is not None,
        basis=("referral.refusal_notice", "opinion.legal_delay"),
        reason="Vous avez saisi le médiateur. S'il refuse le dossier, il vous le dit dans les "
        "{referral.refusal_notice}.",
        next_action="Attendez que le médiateur vous annonce que votre dossier est complet : il a "
        "alors {opinion.legal_delay} pour donner son avis.",
    ),
    StepRule(
        id="no_complaint",
        step=Step.CONTACT_CUSTOMER_SERVICE,
        when=lambda now: now.case.complaint is None and now.case.letter is None,
        basis=("complaint.written_proof", "complaint.contacts_found_in"),
        reason="Il faut d'abord réclamer au service clients de votre opérateur.",
        next_action="Écrivez au service clients de votre opérateur, de préférence en recommandé. "
        "La loi demande {complaint.written_proof}. Pour trouver ses coordonnées : "
        "{complaint.contacts_found_in:et}.",
    ),
    StepRule(
        id="phone_call_too_old",
        step=Step.CONTACT_CUSTOMER_SERVICE,
        when=lambda now: now.over(MilestoneName.REFER_BY) and now.case.nothing_written,
        basis=("referral.time_limit", "complaint.written_proof", "complaint.contacts_found_in"),
        reason="Votre appel date de plus de {referral.time_limit}. Le délai pour saisir le "
        "médiateur compte depuis la première réclamation écrite.",
        next_action="Si vous n'avez rien écrit, réclamez maintenant par écrit au service clients, "
        "de préférence en recommandé. Le médiateur dira si votre dossier est recevable. Pour "
        "trouver ses coordonnées : {complaint.contacts_found_in:et}.",
    ),
    StepRule(
        id="referral_limit_over",
        step=Step.TOO_LATE,
        when=lambda now: now.over(MilestoneName.REFER_BY),
        basis=("referral.time_limit", "court.optional_referral", "conciliator.contact"),
        reason="Le délai de {referral.time_limit} pour saisir le médiateur est passé.",
        next_action="Demandez l'aide gratuite d'un conciliateur de justice : "
        "{conciliator.contact}.",
        shows=LAST_DAY,
        other_way="Vous pouvez aussi aller devant le juge civil.",
    ),
    StepRule(
        id="consumer_reply_unsatisfactory",
        step=Step.REFER,
        when=lambda now: now.case.consumer_reply is Reply.UNSATISFACTORY,
        basis=("complaint.consumer_service_delay", "referral.online"),
        reason="La réponse du service consommateurs ne vous satisfait pas : vous pouvez saisir le "
        "médiateur.",
        next_action="Saisissez le médiateur, en ligne ({referral.online}) ou par courrier.",
        shows=DATES_OF_REFERRAL,
    ),
    StepRule(
        id="consumer_service_silent",
        step=Step.REFER,
        when=lambda now: now.open(MilestoneName.REFER_FROM),
        basis=("complaint.consumer_service_delay", "referral.online"),
        reason="Le service consommateurs n'a pas répondu dans le délai de "
        "{complaint.consumer_service_delay} : vous pouvez saisir le médiateur.",
        next_action="Saisissez le médiateur, en ligne ({referral.online}) ou par courrier.",
        shows=DATES_OF_REFERRAL,
    ),
    StepRule(
        id="customer_service_silent_letter_sent",
        step=Step.REFER,
        when=lambda now: (
            now.case.letter is not None and now.open(MilestoneName.REFER_DIRECTLY_FROM)
        ),
        basis=("referral.direct_delay", "referral.online"),
        reason="Le service clients n'a pas répondu dans le délai de {referral.direct_delay} : vous "
        "pouvez saisir le médiateur sans attendre le service consommateurs.",
        next_action="Saisissez le médiateur, en ligne ({referral.online}) ou par courrier.",
        shows=DATES_OF_REFERRAL,
    ),
    StepRule(
        id="customer_service_silent_limit_near",
        step=Step.REFER,
        when=lambda now: now.open(MilestoneName.REFER_DIRECTLY_FROM) and not now.time_for_letter,
        basis=("referral.direct_delay", "referral.online", "referral.time_limit"),
        reason="Le service clients n'a pas répondu dans le délai de {referral.direct_delay} : vous "
        "pouvez saisir directement le médiateur. Le délai de {referral.time_limit} finit bientôt.",
        next_action="Saisissez le médiateur sans attendre, en ligne ({referral.online}) ou par "
        "courrier.",
        shows=DATES_OF_REFERRAL,
    ),
    StepRule(
        id="customer_service_silent_no_letter",
        step=Step.REFER,
        when=lambda now: now.open(MilestoneName.REFER_DIRECTLY_FROM),
        basis=("referral.direct_delay", "referral.online", "complaint.consumer_service_delay"),
        reason="Le service clients n'a pas répondu dans le délai de {referral.direct_delay} : vous "
        "pouvez saisir directement le médiateur.",
        next_action="Saisissez le médiateur, en ligne ({referral.online}) ou par courrier.",
        shows=DATES_OF_REFERRAL,
        other_way="Vous pouvez aussi écrire d'abord au service consommateurs, et lui laisser "
        "{complaint.consumer_service_delay} pour répondre.",
    ),
    StepRule(
        id="letter_waiting",
        step=Step.WAIT_CONSUMER_SERVICE,
        when=lambda now: now.case.letter is not None,
        basis=("complaint.consumer_service_delay",),
        reason="Le service consommateurs a {complaint.consumer_service_delay} pour répondre à "
        "votre courrier, et ce délai n'est pas passé.",
        next_action="Attendez la réponse du service consommateurs. Si elle ne vous satisfait pas, "
        "vous pourrez saisir le médiateur aussitôt.",
        shows=DATES_OF_REFERRAL,
    ),
    StepRule(
        id="customer_reply_unsatisfactory",
        step=Step.WRITE_CONSUMER_SERVICE,
        when=lambda now: now.case.customer_reply is Reply.UNSATISFACTORY,
        basis=("complaint.customer_service_delay", "complaint.contacts_found_in"),
        reason="La réponse du service clients ne vous satisfait pas.",
        next_action="Écrivez au service consommateurs de votre opérateur. Pour trouver ses "
        "coordonnées : {complaint.contacts_found_in:et}.",
        shows=DATES_OF_REFERRAL,
    ),
    StepRule(
        id="customer_service_silent",
        step=Step.WRITE_CONSUMER_SERVICE,
        when=lambda now: now.open(MilestoneName.WRITE_FROM),
        basis=("complaint.customer_service_delay", "complaint.contacts_found_in"),
        reason="Le service clients n'a pas répondu dans le délai de "
        "{complaint.customer_service_delay}.",
        next_action="Écrivez au service consommateurs de votre opérateur. Pour trouver ses "
        "coordonnées : {complaint.contacts_found_in:et}.",
        shows=DATES_OF_REFERRAL,
    ),
    StepRule(
        id="phone_call_waiting",
        step=Step.WAIT_CUSTOMER_SERVICE,
        when=lambda now: now.case.nothing_written,
        basis=("complaint.customer_service_delay", "complaint.written_proof"),
        reason="Le service clients a {complaint.customer_service_delay} pour répondre à votre "
        "réclamation, et ce délai n'est pas passé. Un appel ne suffit pas pour saisir le "
        "médiateur.",
        next_action="Écrivez au service clients, de préférence en recommandé, et gardez la preuve "
        "de l'envoi. La loi demande {complaint.written_proof}.",
        shows=DATES_OF_REFERRAL,
    ),
    StepRule(
        id="complaint_waiting",
        step=Step.WAIT_CUSTOMER_SERVICE,
        when=lambda now: True,
        basis=("complaint.customer_service_delay",),
        reason="Le service clients a {complaint.customer_service_delay} pour répondre à votre "
        "réclamation, et ce délai n'est pas passé.",
        next_action="Attendez la réponse du service clients. Si elle ne vous satisfait pas, "
        "vous pourrez écrire aussitôt au service consommateurs.",
        shows=DATES_OF_REFERRAL,
    ),
)


def step_of(situation: Situation) -> StepRule:
    """The first row of the table that applies; the last one always does."""
    return next(rule for rule in STEPS if rule.when(situation))


def hurries(now: Situation, rule: StepRule) -> bool:
    """Whether the last day to refer comes before the wait of the step is over."""
    waits = rule.shows == DATES_OF_REFERRAL and rule.step is not Step.REFER
    return waits and now.limit_before_way_opens
