"""The three engines, each started by its own WebDriver. No window is seen."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from selenium import webdriver
from selenium.webdriver.remote.webdriver import WebDriver

from tests.running import ROOT

# Larger than where the panel covers the page.
WIDTH, HEIGHT = 1000, 760
# Where « make browsers » puts geckodriver, which Debian has not, and Debian its MiniBrowser.
ELSEWHERE = (ROOT / ".venv" / "geckodriver", *Path("/usr/lib").glob("*/webkit2gtk-4.*"))


class Start(NamedTuple):
    """How a browser is to start.

    Attributes:
        driver: the path of its WebDriver.
        program: its own path.
        home: the folder of its person, where downloads go too.
        dark: that person likes everything dark.
        environment: of both programs.
    """

    driver: str
    program: str
    home: Path
    dark: bool
    environment: Mapping[str, str]


def _chromium(start: Start) -> WebDriver:
    options = webdriver.ChromeOptions()
    options.binary_location = start.program
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-component-update",
        f"--window-size={WIDTH},{HEIGHT}",
        f"--blink-settings=preferredColorScheme={0 if start.dark else 1}",
    ):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"download.default_directory": str(start.home)})
    return webdriver.Chrome(options, webdriver.ChromeService(start.driver, env=start.environment))


def _firefox(start: Start) -> WebDriver:
    options = webdriver.FirefoxOptions()
    options.binary_location = start.program
    for argument in ("-headless", f"--width={WIDTH}", f"--height={HEIGHT}"):
        options.add_argument(argument)
    options.set_preference("browser.download.folderList", 2)
    options.set_preference("browser.download.dir", str(start.home))
    scheme = "layout.css.prefers-color-scheme.content-override"
    options.set_preference(scheme, 0 if start.dark else 1)
    return webdriver.Firefox(options, webdriver.FirefoxService(start.driver, env=start.environment))


def _webkit(start: Start) -> WebDriver:
    options = webdriver.WebKitGTKOptions()
    options.binary_location = start.program
    for argument in ("--automation", f"--geometry={WIDTH}x{HEIGHT}"):
        options.add_argument(argument)
    if start.dark:
        options.add_argument("--dark-mode")
    service = webdriver.WebKitGTKService(start.driver, env=start.environment)
    with warnings.catch_warnings():
        # Of what Selenium does itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        return webdriver.WebKitGTK(options, service)


class Engine(NamedTuple):
    """What it takes to start an engine: its WebDriver first, then its browser."""

    programs: tuple[str, ...]
    packages: str
    start: Callable[[Start], WebDriver]


ENGINES = {
    "chromium": Engine(("chromedriver", "chromium"), "chromium-driver", _chromium),
    "firefox": Engine(("geckodriver", "firefox-esr"), "firefox-esr, puis make browsers", _firefox),
    "webkit": Engine(("WebKitWebDriver", "MiniBrowser", "Xvfb"), "webkit2gtk-driver xvfb", _webkit),
}


def programs(name: str) -> list[str]:
    """Where the programs of an engine are; without one, REQUIRE_ALL or not, the test is skipped."""
    engine = ENGINES[name]
    folders = os.pathsep.join((os.environ.get("PATH", os.defpath), *map(str, ELSEWHERE)))
    found = {program: shutil.which(program, path=folders) for program in engine.programs}
    absent = ", ".join(program for program, path in found.items() if not path)
    if absent:
        pytest.skip(f"{name} : il manque {absent} (apt-get install {engine.packages})")
    return [str(path) for path in found.values()]


@contextmanager
def open_browser(name: str, home: Path, dark: bool = False) -> Iterator[WebDriver]:
    """A browser of this engine."""
    driver, program, *others = programs(name)
    with ExitStack() as opened:
        environment = {**os.environ, "HOME": str(home)}
        for xvfb in others:
            environment["DISPLAY"] = opened.enter_context(_screen(xvfb))
        browser = ENGINES[name].start(Start(driver, program, home, dark, environment))
        opened.callback(browser.quit)
        yield browser


@contextmanager
def _screen(xvfb: str) -> Iterator[str]:
    """A screen that nobody looks at."""
    told, tell = os.pipe()
    screen = subprocess.Popen(
        [xvfb, "-displayfd", str(tell), "-screen", "0", "1200x900x24", "-nolisten", "tcp"],
        pass_fds=[tell],
        stderr=subprocess.DEVNULL,
    )
    os.close(tell)
    try:
        with os.fdopen(told) as number:
            yield f":{number.readline().strip()}"
    finally:
        screen.terminate()
        screen.wait(timeout=20)
