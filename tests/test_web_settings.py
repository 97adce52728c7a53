"""Who may talk to the assistant from the web, as an administrator writes it."""

import pytest

from bot.web_settings import WebSettingError, web_settings


@pytest.fixture(autouse=True)
def _nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "ALLOWED_ORIGINS",
        "DOCUMENTS_PER_MINUTE",
        "MESSAGES_PER_MINUTE",
        "TRUSTED_PROXIES",
        "WORKERS",
        "FIGURES_KEY",
    ):
        monkeypatch.delenv(name, raising=False)


def test_nobody_else_by_default() -> None:
    settings = web_settings()
    assert settings.allowed_origins == frozenset()
    assert settings.trusted_proxies == 0


def test_several_origins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://www.Ville.fr, http://localhost:8080,")
    assert web_settings().allowed_origins == {"https://www.ville.fr", "http://localhost:8080"}


def test_the_usual_port_is_left_out_as_browsers_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://ville.fr:443,http://ville.fr:80,https://a.fr:80")
    assert web_settings().allowed_origins == {
        "https://ville.fr",
        "http://ville.fr",
        "https://a.fr:80",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_ORIGINS", "*"),
        ("ALLOWED_ORIGINS", "www.ville.fr"),
        ("ALLOWED_ORIGINS", "https://www.ville.fr/"),
        ("ALLOWED_ORIGINS", "https://"),
        ("ALLOWED_ORIGINS", "file:///etc"),
        ("MESSAGES_PER_MINUTE", "0"),
        ("MESSAGES_PER_MINUTE", "beaucoup"),
        ("DOCUMENTS_PER_MINUTE", "0"),
        ("TRUSTED_PROXIES", "-1"),
        ("WORKERS", "0"),
        ("WORKERS", "plusieurs"),
        ("TRUSTED_PROXIES", "²"),
    ],
)
def test_what_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WebSettingError, match=name) as problem:
        web_settings()
    assert value in str(problem.value)


def test_a_key_too_short_for_the_figures_is_refused_and_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert web_settings().figures_key is None
    monkeypatch.setenv("FIGURES_KEY", "une longue clé d'essai")
    assert web_settings().figures_key == "une longue clé d'essai"
    monkeypatch.setenv("FIGURES_KEY", "trop courte")
    with pytest.raises(WebSettingError, match="FIGURES_KEY") as problem:
        web_settings()
    assert "trop courte" not in str(problem.value)
