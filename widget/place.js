import { on } from "./dom.js";

// The three cookie banners most seen on the websites of French towns, and the button each leaves.
const BANNERS =
  "#tarteaucitronAlertBig, #tarteaucitronIcon, .cmplz-cookiebanner, .cmplz-manage-consent, " +
  ".axeptio_widget, #axeptio_main_button";

/**
 * Keeps the launcher above what the cookie banners cover, as long as they do. One that takes more
 * than half of the screen stays in front of it.
 *
 * @param {HTMLElement} launcher
 */
export function avoidBanners(launcher) {
  const sizes = new ResizeObserver(look);
  function look() {
    launcher.style.removeProperty("--lift");
    const spot = launcher.getBoundingClientRect();
    let lift = 0;
    for (const banner of document.querySelectorAll(BANNERS)) {
      sizes.observe(banner);
      const { left, right, top, bottom } = banner.getBoundingClientRect();
      const covers = left < spot.right && right > spot.left && bottom > spot.top;
      if (covers && top > innerHeight / 2) lift = Math.max(lift, innerHeight - top);
    }
    launcher.style.setProperty("--lift", `${lift}px`);
  }
  const arrivals = new MutationObserver(look);
  for (const parent of [document.documentElement, document.body]) {
    arrivals.observe(parent, { childList: true });
  }
  on(window, "load resize", look);
  look();
}

/**
 * Tells the styles what the keyboard of a phone leaves of the screen.
 *
 * @param {HTMLElement} root
 */
export function followKeyboard(root) {
  const view = /** @type {VisualViewport} */ (visualViewport);
  const follow = () => {
    // Not when the resident zooms in.
    if (view.scale > 1) return;
    root.style.setProperty("--height", `${view.height}px`);
    root.style.setProperty("--top", `${view.offsetTop}px`);
  };
  on(view, "resize scroll", follow);
  follow();
}
